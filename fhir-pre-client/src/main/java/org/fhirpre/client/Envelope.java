// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a sealed resource carries, parsed strictly but not opened. {@code docs/spec/envelope.md} §4.
 *
 * @param content JWE, compact serialisation
 * @param signature the writer's JWS, compact serialisation, payload detached
 * @param shares 0 to 16; segments and capsules are pairwise distinct
 */
public record Envelope(String content, String signature, List<EnvelopeShare> shares) {
  public static final String URL = "https://fhirpre.org/fhir/StructureDefinition/envelope";
  public static final int VERSION = 1;
  static final int MAX_SHARES = 16;

  /**
   * Finds and parses the envelope of a resource.
   *
   * @return empty if the resource is not sealed
   * @throws ClientException.NotOpened if there is an envelope that is not exactly of version 1
   */
  public static Optional<Envelope> of(Resource shell) {
    return EnvelopeParser.parse(shell);
  }

  /** Segment ids and capsules of all shares, in order. */
  byte[] signedShares() {
    List<byte[]> parts = shares.stream().map(EnvelopeShare::signedBytes).toList();
    ByteBuffer joined = ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
    parts.forEach(joined::put);
    return joined.array();
  }
}

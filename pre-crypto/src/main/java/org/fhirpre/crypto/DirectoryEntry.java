// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Comparator;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;

/**
 * One segment of a patient: what its id stands for, and the key to encapsulate to.
 *
 * <p>Source: {@code docs/spec/directory.md} §2.
 *
 * @param possession that whoever made the entry has the key's secret; for {@link
 *     RegistrationContext#forSegment}
 */
public record DirectoryEntry(
    SegmentId segment, SegmentLabel label, DelegatorPublicKey key, PossessionProof possession) {

  /** By facet, then class-group, then epoch, each by the unsigned bytes of its UTF-8. */
  static final Comparator<DirectoryEntry> ORDER =
      Comparator.<DirectoryEntry, byte[]>comparing(
              entry -> entry.label.facet().getBytes(UTF_8), Arrays::compareUnsigned)
          .thenComparing(entry -> entry.label.classGroup().getBytes(UTF_8), Arrays::compareUnsigned)
          .thenComparing(
              entry -> entry.label.epoch().toString().getBytes(UTF_8), Arrays::compareUnsigned);

  static DirectoryEntry read(FieldReader in) {
    SegmentId segment = SegmentId.fromBytes(in.prefixed("segment id", SegmentId.BYTES));
    SegmentLabel label = readLabel(in);
    byte[] key = in.prefixed("public key", PublicKey.BYTES);
    byte[] possession = in.prefixed("possession proof", PossessionProof.BYTES);
    return new DirectoryEntry(
        segment, label, DelegatorPublicKey.fromBytes(key), PossessionProof.fromBytes(possession));
  }

  private static SegmentLabel readLabel(FieldReader in) {
    String facet = in.text("facet");
    String group = in.text("class-group");
    String epoch = in.text("epoch");
    try {
      return new SegmentLabel(facet, group, Epoch.parse(epoch));
    } catch (IllegalArgumentException notALabel) {
      throw new PreException.MalformedEncoding("directory: bad label");
    }
  }

  LengthPrefixed write(LengthPrefixed out) {
    return out.bytes(segment.toBytes())
        .string(label.facet())
        .string(label.classGroup())
        .string(label.epoch().toString())
        .bytes(key.toBytes())
        .bytes(possession.toBytes());
  }

  /**
   * @throws PreException.VerificationFailed if the possession proof does not hold in this directory
   */
  void verify(byte[] directoryId) {
    possession.verify(key, RegistrationContext.forSegment(directoryId, segment));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fhirpre.crypto.Decapsulation;
import org.fhirpre.crypto.Kek;
import org.fhirpre.crypto.KeySeed;
import org.fhirpre.crypto.OpenedShare;

/**
 * The opened shares of one answer. Resources that were written together carry the same capsules;
 * each is opened once. Closing wipes all of them. Not thread-safe: one answer, one thread.
 */
final class ShareSeeds implements AutoCloseable {
  private final OpeningKeys keys;
  private final Decapsulation decapsulation;
  private final Map<Identity, KeySeed> seeds = new HashMap<>();

  ShareSeeds(OpeningKeys keys, Decapsulation decapsulation) {
    this.keys = keys;
    this.decapsulation = decapsulation;
  }

  /** Everything that the seed of a share depends on. */
  private record Identity(String capsule, String path, String transformed) {
    static Identity of(EnvelopeShare share) {
      return new Identity(
          Encoded.toBase64Url(share.signedBytes()),
          share.delegated().map(d -> Encoded.toBase64Url(d.path().toBytes())).orElse(""),
          share.delegated().map(d -> Encoded.toBase64Url(d.transformed().toBytes())).orElse(""));
    }
  }

  /**
   * The key that all shares of an envelope combine to; the caller closes it.
   *
   * @throws org.fhirpre.crypto.PreException if a share does not open or the commitment differs
   * @throws ClientException.NotOpened if a share is not for these keys
   */
  Kek combine(List<EnvelopeShare> shares, ContentHeader header) {
    if (shares.isEmpty()) {
      throw new ClientException.NotOpened();
    }
    List<OpenedShare> opened = new ArrayList<>();
    shares.forEach(share -> opened.add(new OpenedShare(share.segment(), seedOf(share))));
    return decapsulation.combine(opened, header.saltBytes(), header.commitment());
  }

  private KeySeed seedOf(EnvelopeShare share) {
    Identity identity = Identity.of(share);
    KeySeed known = seeds.get(identity);
    if (known == null) {
      known = keys.open(share, decapsulation);
      seeds.put(identity, known);
    }
    return known;
  }

  @Override
  public void close() {
    seeds.values().forEach(KeySeed::close);
    seeds.clear();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import org.fhirpre.crypto.Decapsulation;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.KeySeed;

/** Opens the owner's view: capsules as the writer made them. */
final class OwnerOpeningKeys extends OpeningKeys {
  private final OwnerSegments segments;

  OwnerOpeningKeys(OwnerSegments segments) {
    this.segments = segments;
  }

  @Override
  KeySeed open(EnvelopeShare share, Decapsulation decapsulation) {
    try (DelegatorSecretKey key =
        segments.secretKey(share.segment()).orElseThrow(ClientException.NotOpened::new)) {
      if (!key.publicKey().equals(share.delegator())) {
        throw new ClientException.NotOpened();
      }
      return decapsulation.decapsulateOriginal(key, share.capsule());
    }
  }

  @Override
  public void close() {}
}

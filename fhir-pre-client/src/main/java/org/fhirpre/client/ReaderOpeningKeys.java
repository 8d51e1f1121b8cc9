// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.fhirpre.crypto.Decapsulation;
import org.fhirpre.crypto.DelegationCache;
import org.fhirpre.crypto.DelegationSecret;
import org.fhirpre.crypto.KeySeed;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.VerifiedDelegationPath;

/**
 * Opens shares that were transformed for a reader.
 *
 * <p>A path is verified once and the secret of its delegation computed once; both are kept for
 * {@value #MINUTES} minutes, and for at most {@value #MAX_DELEGATIONS} delegations. {@link #close}
 * wipes the secrets. Thread-safe.
 */
final class ReaderOpeningKeys extends OpeningKeys {
  private static final int MAX_DELEGATIONS = 4096;
  private static final int MINUTES = 15;

  private final List<TerminalSecretKey> keys;
  private final InstantSource clock;
  private final VerifiedPaths paths = new VerifiedPaths(MAX_DELEGATIONS);
  private final DelegationCache delegations = new DelegationCache(MAX_DELEGATIONS);

  ReaderOpeningKeys(List<TerminalSecretKey> keys, InstantSource clock) {
    this.keys = List.copyOf(keys);
    this.clock = clock;
  }

  @Override
  KeySeed open(EnvelopeShare share, Decapsulation decapsulation) {
    EnvelopeShare.Delegated delegated =
        share.delegated().orElseThrow(ClientException.NotOpened::new);
    VerifiedDelegationPath path = paths.verified(delegated.path(), keys);
    if (!path.delegator().equals(share.delegator())) {
      throw new ClientException.NotOpened();
    }
    try (DelegationSecret secret = secret(path, decapsulation)) {
      return decapsulation.open(secret, delegated.transformed());
    }
  }

  private DelegationSecret secret(VerifiedDelegationPath path, Decapsulation decapsulation) {
    Instant now = clock.instant();
    delegations.evictExpired(now);
    return delegations.get(path).orElseGet(() -> unwound(path, decapsulation, now));
  }

  private DelegationSecret unwound(
      VerifiedDelegationPath path, Decapsulation decapsulation, Instant now) {
    for (TerminalSecretKey key : keys) {
      if (key.publicKey().equals(path.reader())) {
        DelegationSecret fresh = decapsulation.unwind(key, path);
        delegations.put(path, fresh, now.plus(MINUTES, ChronoUnit.MINUTES));
        return fresh;
      }
    }
    throw new ClientException.NotOpened();
  }

  @Override
  public void close() {
    delegations.close();
  }
}

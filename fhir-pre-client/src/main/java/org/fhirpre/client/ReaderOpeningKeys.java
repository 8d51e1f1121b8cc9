// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fhirpre.crypto.Decapsulation;
import org.fhirpre.crypto.DelegationPath;
import org.fhirpre.crypto.DelegationSecret;
import org.fhirpre.crypto.KeySeed;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.VerifiedDelegationPath;

/**
 * Opens shares that were transformed for a reader.
 *
 * <p>The secret of a delegation is computed once and kept in memory until {@link #close}, for at
 * most {@value #MAX_DELEGATIONS} delegations; further ones are computed each time. One lock guards
 * it: a secret is never wiped while it is in use.
 */
final class ReaderOpeningKeys extends OpeningKeys {
  private static final int MAX_DELEGATIONS = 4096;

  private final List<TerminalSecretKey> keys;
  private final Map<String, DelegationSecret> delegations = new HashMap<>();
  private boolean closed;

  ReaderOpeningKeys(List<TerminalSecretKey> keys) {
    this.keys = List.copyOf(keys);
  }

  @Override
  synchronized KeySeed open(EnvelopeShare share, Decapsulation decapsulation) {
    if (closed) {
      throw new IllegalStateException("the opening keys are closed");
    }
    EnvelopeShare.Delegated delegated =
        share.delegated().orElseThrow(ClientException.NotOpened::new);
    String path = Encoded.toBase64Url(Encoded.sha256(delegated.path().toBytes()));
    DelegationSecret known = delegations.get(path);
    if (known != null) {
      return decapsulation.open(known, delegated.transformed());
    }
    DelegationSecret fresh = unwound(share, delegated.path(), decapsulation);
    if (delegations.size() < MAX_DELEGATIONS) {
      delegations.put(path, fresh);
      return decapsulation.open(fresh, delegated.transformed());
    }
    try (fresh) {
      return decapsulation.open(fresh, delegated.transformed());
    }
  }

  private DelegationSecret unwound(
      EnvelopeShare share, DelegationPath path, Decapsulation decapsulation) {
    for (TerminalSecretKey key : keys) {
      VerifiedDelegationPath verified;
      try {
        verified = path.verify(key.publicKey());
      } catch (PreException.VerificationFailed notForThisKey) {
        continue;
      }
      if (!verified.delegator().equals(share.delegator())) {
        throw new ClientException.NotOpened();
      }
      return decapsulation.unwind(key, verified);
    }
    throw new ClientException.NotOpened();
  }

  @Override
  public synchronized void close() {
    closed = true;
    delegations.values().forEach(DelegationSecret::close);
    delegations.clear();
  }
}

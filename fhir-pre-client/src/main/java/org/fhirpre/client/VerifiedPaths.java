// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.crypto.DelegationPath;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.VerifiedDelegationPath;

/**
 * Paths that were verified before, by their exact bytes: a page repeats few paths many times.
 * Public values only. Thread-safe.
 */
final class VerifiedPaths {
  private final Map<String, VerifiedDelegationPath> known;

  VerifiedPaths(int capacity) {
    this.known =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, VerifiedDelegationPath> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * @throws ClientException.NotOpened unless it is a valid path to one of these keys
   */
  VerifiedDelegationPath verified(DelegationPath path, List<TerminalSecretKey> keys) {
    String digest = Encoded.toBase64Url(Encoded.sha256(path.toBytes()));
    synchronized (known) {
      VerifiedDelegationPath before = known.get(digest);
      if (before != null) {
        return before;
      }
    }
    VerifiedDelegationPath fresh = verify(path, keys);
    synchronized (known) {
      known.put(digest, fresh);
    }
    return fresh;
  }

  private static VerifiedDelegationPath verify(DelegationPath path, List<TerminalSecretKey> keys) {
    return keys.stream()
        .flatMap(key -> verifiedFor(key, path).stream())
        .findFirst()
        .orElseThrow(ClientException.NotOpened::new);
  }

  private static Optional<VerifiedDelegationPath> verifiedFor(
      TerminalSecretKey key, DelegationPath path) {
    try {
      return Optional.of(path.verify(key.publicKey()));
    } catch (PreException.VerificationFailed notForThisKey) {
      return Optional.empty();
    }
  }
}

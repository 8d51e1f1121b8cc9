// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Locale;
import org.fhirpre.crypto.internal.group.BouncyCastle;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.SingleTenant;

/**
 * The providers of this process, each tested before its first use.
 *
 * <p>Public values parse and verify without an {@link Umbral}: they use the {@link #shared} one,
 * chosen once.
 */
final class Groups {
  private static final String PROPERTY = "org.fhirpre.crypto.backend";

  private Groups() {}

  private static final class Shared {
    static final GroupProvider PROVIDER = tested(named(System.getProperty(PROPERTY, "AUTO")));
  }

  /** What public values are parsed and verified with; always protected. */
  static GroupProvider shared() {
    return Shared.PROVIDER;
  }

  /**
   * @throws IllegalStateException if the backend does not give known answers
   */
  static GroupProvider of(CryptoSettings settings) {
    GroupProvider provider =
        switch (settings.backend()) {
          case AUTO -> shared();
          case BOUNCY_CASTLE -> tested(new BouncyCastle());
        };
    return switch (settings.secrets()) {
      case PROTECTED -> provider;
      case PLAIN_SINGLE_TENANT -> new SingleTenant(provider);
    };
  }

  private static GroupProvider named(String backend) {
    return switch (Backend.valueOf(backend.toUpperCase(Locale.ROOT))) {
      case AUTO, BOUNCY_CASTLE -> new BouncyCastle();
    };
  }

  private static GroupProvider tested(GroupProvider provider) {
    KnownAnswers.require(provider);
    return provider;
  }
}

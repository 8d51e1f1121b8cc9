// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.GroupProvider;

/**
 * What the tests of this run compute with. The build runs all of them once for each provider and
 * way of multiplying secrets, by the JVM properties {@code org.fhirpre.crypto.backend} and {@code
 * fhirpre.test.secrets}.
 */
public final class TestBackend {
  private static final CryptoSettings SETTINGS =
      new CryptoSettings(
          Backend.AUTO,
          SecretMultiplication.valueOf(System.getProperty("fhirpre.test.secrets", "PROTECTED")));

  private TestBackend() {}

  public static Umbral umbral(SecureRandom random) {
    return Umbral.create(SETTINGS, random);
  }

  public static GroupProvider group() {
    return Groups.of(SETTINGS);
  }

  static Arithmetic arithmetic(SecureRandom random) {
    return new Arithmetic(group(), random);
  }

  static Arithmetic arithmetic() {
    return arithmetic(new SecureRandom());
  }
}

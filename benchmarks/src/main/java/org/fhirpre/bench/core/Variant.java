// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.util.List;
import org.fhirpre.crypto.Backend;
import org.fhirpre.crypto.CryptoSettings;
import org.fhirpre.crypto.SecretMultiplication;
import org.fhirpre.crypto.internal.group.BouncyCastle;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.NativeLibrary;

/** Which library computes and how it multiplies secrets; the properties of a measured process. */
record Variant(Backend backend, SecretMultiplication secrets) {
  /** Also steers what public values are verified with. */
  static final String BACKEND = "org.fhirpre.crypto.backend";

  private static final String SECRETS = "fhirpre.bench.secrets";

  /** Protected before plain on each library. */
  static List<Variant> all() {
    return List.of(
        new Variant(Backend.BOUNCY_CASTLE, SecretMultiplication.PROTECTED),
        new Variant(Backend.BOUNCY_CASTLE, SecretMultiplication.PLAIN_SINGLE_TENANT),
        new Variant(Backend.LIBSECP256K1, SecretMultiplication.PROTECTED),
        new Variant(Backend.LIBSECP256K1, SecretMultiplication.PLAIN_SINGLE_TENANT));
  }

  /** Of the measured process itself. */
  static CryptoSettings ofThisProcess() {
    String secrets = System.getProperty(SECRETS, SecretMultiplication.PROTECTED.name());
    return new CryptoSettings(Backend.AUTO, SecretMultiplication.valueOf(secrets));
  }

  /** The arithmetic alone, for what has no public operation. */
  static GroupProvider groupOfThisProcess() {
    return System.getProperty(BACKEND, "").equals(Backend.LIBSECP256K1.name())
        ? NativeLibrary.load()
        : new BouncyCastle();
  }

  boolean isPlain() {
    return secrets == SecretMultiplication.PLAIN_SINGLE_TENANT;
  }

  String[] jvmArguments() {
    return new String[] {
      "-D" + BACKEND + "=" + backend.name(), "-D" + SECRETS + "=" + secrets.name()
    };
  }

  /** For example {@code libsecp256k1 plain}. */
  String label() {
    String library = backend == Backend.LIBSECP256K1 ? "libsecp256k1" : "bouncy-castle";
    return isPlain() ? library + " plain" : library;
  }
}

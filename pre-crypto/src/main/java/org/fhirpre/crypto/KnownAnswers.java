// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.HexFormat;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.HashToScalar;
import org.fhirpre.crypto.internal.v1.Tags;

/** Self-test of the arithmetic at start: a platform that computes wrongly must not start. */
final class KnownAnswers {
  private static final String HASH_OF_G_2G_3G =
      "4905f7cb8927bce291b1aa2c7af9ae932c0f7bf2ba5559e7bf23f77ae3117a3d";

  private KnownAnswers() {}

  static void require(GroupProvider group) {
    try (SecretScalar two = small(2);
        SecretScalar three = small(3)) {
      Point doubled = group.mulBase(two);
      Point tripled = group.mulSecret(Secp256k1.G, three);
      Scalar hash =
          HashToScalar.tagged(Tags.SHARED_SECRET).with(Secp256k1.G, doubled, tripled).scalar();
      if (!HexFormat.of().formatHex(hash.encoded()).equals(HASH_OF_G_2G_3G)) {
        throw new IllegalStateException("self-test of " + group.name() + " failed");
      }
    }
  }

  private static SecretScalar small(int value) {
    byte[] bytes = new byte[Scalar.BYTES];
    bytes[Scalar.BYTES - 1] = (byte) value;
    return SecretScalar.decode(bytes).orElseThrow();
  }
}

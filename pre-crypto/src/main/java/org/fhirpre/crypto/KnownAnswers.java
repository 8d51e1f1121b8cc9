// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.Signature;
import org.fhirpre.crypto.internal.v1.HashToScalar;
import org.fhirpre.crypto.internal.v1.Tags;

/** Self-test of a provider before its first use: what computes wrongly must not be used. */
final class KnownAnswers {
  private static final HexFormat HEX = HexFormat.of();
  private static final String HASH_OF_G_2G_3G =
      "4905f7cb8927bce291b1aa2c7af9ae932c0f7bf2ba5559e7bf23f77ae3117a3d";
  // A widely published value of RFC 6979 on secp256k1: key 1, low S.
  private static final byte[] MESSAGE = "Satoshi Nakamoto".getBytes(US_ASCII);
  private static final String SIGNATURE =
      "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
          + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5";

  private KnownAnswers() {}

  static boolean givenBy(GroupProvider group) {
    try (SecretScalar one = small(1);
        SecretScalar two = small(2);
        SecretScalar three = small(3)) {
      Point doubled = group.mulBase(two);
      Point tripled = group.mulSecret(Secp256k1.G, three);
      Scalar hash =
          HashToScalar.tagged(Tags.SHARED_SECRET).with(Secp256k1.G, doubled, tripled).scalar();
      return HEX.formatHex(hash.encoded()).equals(HASH_OF_G_2G_3G)
          && triples(group, three, tripled)
          && addsUp(group, hash, tripled)
          && signs(group, one);
    } catch (RuntimeException computesNothing) {
      return false;
    }
  }

  private static boolean triples(GroupProvider group, SecretScalar three, Point tripled) {
    return group.decode(tripled.encoded()).filter(tripled::equals).isPresent()
        && tripled.equals(group.mulBase(three))
        && tripled.equals(group.mulLongTerm(Secp256k1.G, three))
        && group.mulU(three).equals(group.mulSecret(Secp256k1.U, three));
  }

  // With P = 3G: c*P - c*G = c*2G, c*G + P is a sum, and c*G - c*P takes c*2G away again.
  private static boolean addsUp(GroupProvider group, Scalar c, Point tripled) {
    Point g = Secp256k1.G;
    Optional<Point> twice = group.add(g, g).map(doubled -> group.mulPublic(doubled, c));
    return twice.isPresent()
        && twice.equals(group.difference(c, tripled, c, g))
        && group.sum(c, g, tripled).equals(group.add(group.mulPublic(g, c), tripled))
        && group
            .schnorrCommitment(c, c, tripled)
            .filter(negated -> group.add(negated, twice.get()).isEmpty())
            .isPresent();
  }

  private static boolean signs(GroupProvider group, SecretScalar key) {
    Signature signature = group.sign(key, MESSAGE);
    return HEX.formatHex(signature.encoded()).equals(SIGNATURE)
        && group.verifies(signature, group.mulBase(key), MESSAGE)
        && !group.verifies(signature, Secp256k1.U, MESSAGE);
  }

  private static SecretScalar small(int value) {
    byte[] bytes = new byte[Scalar.BYTES];
    bytes[Scalar.BYTES - 1] = (byte) value;
    return SecretScalar.decode(bytes).orElseThrow();
  }
}

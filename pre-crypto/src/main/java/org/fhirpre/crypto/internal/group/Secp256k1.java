// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.math.BigInteger;
import org.bouncycastle.util.encoders.Hex;

/**
 * Constants of the group secp256k1: prime order n, generator G, second generator U.
 *
 * <p>Source: SEC 2 §2.4.1; U is RFC 9380 hash_to_curve, suite secp256k1_XMD:SHA-256_SSWU_RO_, DST
 * {@code PARAMETERS}, message {@code POINT_U}.
 */
public final class Secp256k1 {
  static final BigInteger ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  public static final Point G =
      point(
          "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
          "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
  public static final Point U =
      point(
          "079390d0fbe220fc34aab8ecbf49098098036820fadb98c03143e55db8ec73cd",
          "7ea50b219da86a70e8489413e4b9388afb63ac6f26e5ec2cfdd983b83f0e84e7");

  private Secp256k1() {}

  private static Point point(String x, String y) {
    return Point.of(Hex.decode("04" + x + y));
  }
}

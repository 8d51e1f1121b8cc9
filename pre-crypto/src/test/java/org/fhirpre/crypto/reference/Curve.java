// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import java.math.BigInteger;
import java.util.Arrays;

/** secp256k1 in affine coordinates, docs/spec/core.md §1. */
final class Curve {
  static final BigInteger P =
      new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);
  static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  static final Point IDENTITY = new Point(BigInteger.ZERO, BigInteger.ZERO);
  static final Point G =
      point(
          "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
          "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
  static final Point U =
      point(
          "079390d0fbe220fc34aab8ecbf49098098036820fadb98c03143e55db8ec73cd",
          "7ea50b219da86a70e8489413e4b9388afb63ac6f26e5ec2cfdd983b83f0e84e7");

  private Curve() {}

  /** (0, 0) is not on the curve and stands for the identity. */
  record Point(BigInteger x, BigInteger y) {

    Point plus(Point other) {
      if (equals(IDENTITY)) {
        return other;
      }
      if (other.equals(IDENTITY)) {
        return this;
      }
      if (x.equals(other.x) && !y.equals(other.y)) {
        return IDENTITY;
      }
      BigInteger slope = equals(other) ? tangent() : chord(other);
      BigInteger sum = slope.multiply(slope).subtract(x).subtract(other.x).mod(P);
      return new Point(sum, slope.multiply(x.subtract(sum)).subtract(y).mod(P));
    }

    private BigInteger tangent() {
      BigInteger three = BigInteger.valueOf(3);
      return three.multiply(x).multiply(x).multiply(y.shiftLeft(1).modInverse(P));
    }

    private BigInteger chord(Point other) {
      return other.y.subtract(y).multiply(other.x.subtract(x).modInverse(P));
    }

    Point times(BigInteger scalar) {
      Point sum = IDENTITY;
      BigInteger k = scalar.mod(N);
      for (int i = k.bitLength() - 1; i >= 0; i--) {
        sum = sum.plus(sum);
        sum = k.testBit(i) ? sum.plus(this) : sum;
      }
      return sum;
    }

    Point negated() {
      return new Point(x, P.subtract(y));
    }

    /** enc33. */
    byte[] bytes() {
      byte[] encoded = new byte[33];
      encoded[0] = (byte) (y.testBit(0) ? 3 : 2);
      System.arraycopy(b32(x), 0, encoded, 1, 32);
      return encoded;
    }
  }

  /** b32. */
  static byte[] b32(BigInteger number) {
    byte[] signed = number.toByteArray();
    byte[] bytes = new byte[32];
    int length = Math.min(32, signed.length);
    System.arraycopy(signed, signed.length - length, bytes, 32 - length, length);
    return bytes;
  }

  static BigInteger number(byte[] bytes) {
    return new BigInteger(1, bytes);
  }

  /** The square root of x^3 + 7 exists. */
  static boolean isAbscissa(BigInteger x) {
    BigInteger square = x.modPow(BigInteger.valueOf(3), P).add(BigInteger.valueOf(7)).mod(P);
    return square.modPow(P.subtract(BigInteger.ONE).shiftRight(1), P).equals(BigInteger.ONE);
  }

  static BigInteger inverse(BigInteger scalar) {
    return scalar.modInverse(N);
  }

  static byte[] join(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    byte[] joined = new byte[length];
    int position = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, joined, position, part.length);
      position += part.length;
    }
    return joined;
  }

  private static Point point(String x, String y) {
    return new Point(new BigInteger(x, 16), new BigInteger(y, 16));
  }
}

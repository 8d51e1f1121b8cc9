// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/**
 * Computes U again: RFC 9380, suite secp256k1_XMD:SHA-256_SSWU_RO_ (§8.7, isogeny of appendix E.1).
 */
class SecondGeneratorTest {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final BigInteger P = CURVE.getCurve().getField().getCharacteristic();
  private static final BigInteger A =
      hex("3f8731abdd661adca08a5558f0f5d272e953d363cb6f0e5d405447c01a444533");
  private static final BigInteger B = BigInteger.valueOf(1771);
  private static final BigInteger Z = BigInteger.valueOf(-11).mod(P);

  private static final List<BigInteger> X_NUMERATOR =
      List.of(
          hex("8e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38daaaaa8c7"),
          hex("07d3d4c80bc321d5b9f315cea7fd44c5d595d2fc0bf63b92dfff1044f17c6581"),
          hex("534c328d23f234e6e2a413deca25caece4506144037c40314ecbd0b53d9dd262"),
          hex("8e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38e38daaaaa88c"));
  private static final List<BigInteger> X_DENOMINATOR =
      List.of(
          hex("d35771193d94918a9ca34ccbb7b640dd86cd409542f8487d9fe6b745781eb49b"),
          hex("edadc6f64383dc1df7c4b2d51b54225406d36b641f5e41bbc52a56612a8c6d14"),
          BigInteger.ONE);
  private static final List<BigInteger> Y_NUMERATOR =
      List.of(
          hex("4bda12f684bda12f684bda12f684bda12f684bda12f684bda12f684b8e38e23c"),
          hex("c75e0c32d5cb7c0fa9d0a54b12a0a6d5647ab046d686da6fdffc90fc201d71a3"),
          hex("29a6194691f91a73715209ef6512e576722830a201be2018a765e85a9ecee931"),
          hex("2f684bda12f684bda12f684bda12f684bda12f684bda12f684bda12f38e38d84"));
  private static final List<BigInteger> Y_DENOMINATOR =
      List.of(
          hex("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffff93b"),
          hex("7a06534bb8bdb49fd5e9e6632722c2989467c1bfc8e8d978dfb425d2685c2573"),
          hex("6484aa716545ca2cf3a70c3fa8fe337e0a3d21162f0d6299a7bf8192bfd2a76f"),
          BigInteger.ONE);

  @Test
  void u_is_the_hash_of_its_name() {
    byte[] uniform = expand("POINT_U".getBytes(US_ASCII), "PARAMETERS".getBytes(US_ASCII));
    ECPoint first = map(new BigInteger(1, Arrays.copyOf(uniform, 48)).mod(P));
    ECPoint second = map(new BigInteger(1, Arrays.copyOfRange(uniform, 48, 96)).mod(P));
    assertThat(first.add(second).normalize().getEncoded(true)).isEqualTo(Secp256k1.U.encoded());
  }

  // expand_message_xmd with SHA-256 to 96 bytes, RFC 9380 §5.3.1.
  private static byte[] expand(byte[] message, byte[] tag) {
    byte[] tagPrime = Arrays.copyOf(tag, tag.length + 1);
    tagPrime[tag.length] = (byte) tag.length;
    byte[] b0 = Sha256.of(new byte[64], message, new byte[] {0, 96, 0}, tagPrime);
    List<byte[]> blocks = new ArrayList<>();
    byte[] previous = new byte[32];
    for (int i = 1; i <= 3; i++) {
      byte[] mixed = new byte[32];
      for (int j = 0; j < 32; j++) {
        mixed[j] = (byte) (b0[j] ^ previous[j]);
      }
      previous = Sha256.of(mixed, new byte[] {(byte) i}, tagPrime);
      blocks.add(previous);
    }
    return org.bouncycastle.util.Arrays.concatenate(blocks.get(0), blocks.get(1), blocks.get(2));
  }

  // Simplified SWU on the isogenous curve (§6.6.2), then the isogeny.
  private static ECPoint map(BigInteger u) {
    BigInteger zu2 = Z.multiply(u.modPow(BigInteger.TWO, P)).mod(P);
    BigInteger t = zu2.multiply(zu2).add(zu2).mod(P);
    BigInteger ratio = B.negate().multiply(A.modInverse(P));
    BigInteger x = ratio.multiply(BigInteger.ONE.add(t.modInverse(P))).mod(P);
    if (!isSquare(onIsogenous(x))) {
      x = zu2.multiply(x).mod(P);
    }
    BigInteger y = root(onIsogenous(x));
    BigInteger signed = y.testBit(0) == u.testBit(0) ? y : P.subtract(y);
    return isogeny(x, signed);
  }

  private static BigInteger onIsogenous(BigInteger x) {
    return x.modPow(BigInteger.valueOf(3), P).add(A.multiply(x)).add(B).mod(P);
  }

  private static boolean isSquare(BigInteger value) {
    return root(value).modPow(BigInteger.TWO, P).equals(value);
  }

  // p = 3 mod 4
  private static BigInteger root(BigInteger value) {
    return value.modPow(P.add(BigInteger.ONE).shiftRight(2), P);
  }

  private static ECPoint isogeny(BigInteger x, BigInteger y) {
    BigInteger mappedX = at(X_NUMERATOR, x).multiply(at(X_DENOMINATOR, x).modInverse(P)).mod(P);
    BigInteger slope = at(Y_NUMERATOR, x).multiply(at(Y_DENOMINATOR, x).modInverse(P)).mod(P);
    BigInteger mappedY = y.multiply(slope).mod(P);
    return CURVE.getCurve().validatePoint(mappedX, mappedY);
  }

  private static BigInteger at(List<BigInteger> coefficients, BigInteger x) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = coefficients.size() - 1; i >= 0; i--) {
      sum = sum.multiply(x).add(coefficients.get(i)).mod(P);
    }
    return sum;
  }

  private static BigInteger hex(String digits) {
    return new BigInteger(digits, 16);
  }
}

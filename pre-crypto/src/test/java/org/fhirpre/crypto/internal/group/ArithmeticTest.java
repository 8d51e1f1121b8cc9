// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Curve;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
  private final SecureRandom random = new SecureRandom();

  private static SecretScalar scalar(BigInteger value) {
    return SecretScalar.of(value).orElseThrow();
  }

  @Test
  void the_curve_is_the_one_with_regular_field_arithmetic() {
    assertThat(Secp256k1.parameters().getCurve()).isInstanceOf(SecP256K1Curve.class);
  }

  @Test
  void all_multiplications_agree() {
    for (int i = 0; i < 50; i++) {
      SecretScalar k = SecretScalar.random(random);
      Scalar open = Scalar.of(k.value()).orElseThrow();
      Point negated = Secp256k1.mulBase(scalar(BigInteger.ONE));
      assertThat(Secp256k1.mulBase(k)).isEqualTo(Secp256k1.mulSecret(Secp256k1.G, k));
      assertThat(Secp256k1.mulU(k)).isEqualTo(Secp256k1.mulSecret(Secp256k1.U, k));
      assertThat(Secp256k1.sum(open, Secp256k1.U, negated))
          .isEqualTo(Secp256k1.add(Secp256k1.mulU(k), negated));
    }
  }

  @Test
  void extreme_scalars_multiply_correctly() {
    Point g = Secp256k1.G;
    SecretScalar last = scalar(Secp256k1.ORDER.subtract(BigInteger.ONE));
    assertThat(Secp256k1.mulSecret(g, scalar(BigInteger.ONE))).isEqualTo(g);
    assertThat(Secp256k1.mulBase(last)).isEqualTo(Secp256k1.mulSecret(g, last));
    assertThat(Secp256k1.add(g, Secp256k1.mulBase(last))).isEmpty();
  }

  @Test
  void division_undoes_multiplication() {
    SecretScalar a = SecretScalar.random(random);
    SecretScalar d = SecretScalar.random(random);
    Point through = Secp256k1.mulSecret(Secp256k1.mulBase(a.dividedBy(d)), d);
    assertThat(through).isEqualTo(Secp256k1.mulBase(a));
  }

  @Test
  void scalars_outside_1_to_n_minus_1_are_none() {
    byte[] order = Secp256k1.ORDER.toByteArray();
    byte[] n = Arrays.copyOfRange(order, order.length - 32, order.length);
    assertThat(Scalar.decode(new byte[32])).isEmpty();
    assertThat(Scalar.decode(n)).isEmpty();
    assertThat(Scalar.decode(HexFormat.of().parseHex("ff".repeat(32)))).isEmpty();
    assertThat(Scalar.decode(new byte[31])).isEmpty();
    n[31]--;
    assertThat(Scalar.decode(n)).isPresent();
  }

  @Test
  void only_the_compressed_form_of_a_point_on_the_curve_is_a_point() {
    byte[] valid = Secp256k1.G.encoded();
    byte[] uncompressed = Secp256k1.G.affine().getEncoded(false);
    byte[] hybrid = uncompressed.clone();
    hybrid[0] = 0x06;
    byte[] otherTag = valid.clone();
    otherTag[0] = 0x05;
    assertThat(Secp256k1.decode(valid)).contains(Secp256k1.G);
    assertThat(Secp256k1.decode(uncompressed)).isEmpty();
    assertThat(Secp256k1.decode(hybrid)).isEmpty();
    assertThat(Secp256k1.decode(otherTag)).isEmpty();
    assertThat(Secp256k1.decode(new byte[1])).isEmpty();
    assertThat(Secp256k1.decode(HexFormat.of().parseHex("02" + "ff".repeat(32)))).isEmpty();
    assertThat(Secp256k1.decode(HexFormat.of().parseHex("02" + "00".repeat(31) + "05"))).isEmpty();
  }

  @Test
  void a_high_s_signature_is_none() {
    byte[] message = {1, 2, 3};
    SecretScalar key = SecretScalar.random(random);
    byte[] low = Ecdsa.sign(key, message).encoded();
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(low, 32, 64));
    byte[] high = low.clone();
    byte[] twin = scalar(Secp256k1.ORDER.subtract(s)).apply(byte[]::clone);
    System.arraycopy(twin, 0, high, 32, 32);
    assertThat(Ecdsa.Signature.decode(low)).isPresent();
    assertThat(Ecdsa.Signature.decode(high)).isEmpty();
  }

  @Test
  void signatures_are_deterministic_and_low() {
    for (int i = 0; i < 40; i++) {
      SecretScalar key = SecretScalar.random(random);
      byte[] message = {(byte) i};
      byte[] signature = Ecdsa.sign(key, message).encoded();
      assertThat(Ecdsa.sign(key, message).encoded()).isEqualTo(signature);
      assertThat(Ecdsa.Signature.decode(signature)).isPresent();
    }
  }

  @Test
  void a_closed_secret_is_wiped_and_unusable() {
    SecretScalar key = SecretScalar.random(random);
    SecretScalar copy = key.copy();
    key.close();
    assertThatThrownBy(key::value).isInstanceOf(IllegalStateException.class);
    assertThat(copy.value()).isNotNull();
    assertThat(key).hasToString("SecretScalar");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.fhirpre.crypto.TestBackend;
import org.junit.jupiter.api.Test;

class ArithmeticTest {
  private static final Point G = Secp256k1.G;
  private static final Point U = Secp256k1.U;

  private final SecureRandom random = new SecureRandom();
  private final GroupProvider group = TestBackend.group();

  private static SecretScalar scalar(BigInteger value) {
    return SecretScalar.of(value).orElseThrow();
  }

  private static SecretScalar last() {
    return scalar(Secp256k1.ORDER.subtract(BigInteger.ONE));
  }

  private Scalar open() {
    return SecretScalar.random(random).disclosed();
  }

  @Test
  void all_multiplications_agree() {
    for (int i = 0; i < 50; i++) {
      SecretScalar k = SecretScalar.random(random);
      Scalar open = k.disclosed();
      assertThat(group.mulBase(k)).isEqualTo(group.mulPublic(G, open));
      Point p = group.mulBase(SecretScalar.random(random));
      Point product = group.mulPublic(p, open);
      assertThat(group.mulSecret(p, k)).isEqualTo(product);
      assertThat(group.mulDelegated(p, k)).isEqualTo(product);
      assertThat(group.mulReceiving(p, k)).isEqualTo(product);
      assertThat(group.mulLongTerm(p, k)).isEqualTo(product);
      assertThat(group.mulU(k)).isEqualTo(group.mulPublic(U, open));
    }
  }

  @Test
  void joint_multiplications_are_sums_of_single_ones() {
    for (int i = 0; i < 50; i++) {
      Scalar z = open();
      Scalar c = open();
      Point p = group.mulBase(SecretScalar.random(random));
      Point cp = group.mulPublic(p, c);
      Point minusCp = group.mulPublic(p, c.negated());
      assertThat(group.sum(c, p, U)).isEqualTo(group.add(cp, U));
      assertThat(group.difference(z, U, c, p)).isEqualTo(group.add(group.mulPublic(U, z), minusCp));
      assertThat(group.schnorrCommitment(z, c, p))
          .isEqualTo(group.add(group.mulPublic(G, z), minusCp));
    }
  }

  @Test
  void extreme_scalars_multiply_correctly() {
    SecretScalar one = scalar(BigInteger.ONE);
    Point minusG = group.mulBase(last());
    assertThat(group.mulBase(one)).isEqualTo(G);
    for (Point p : new Point[] {G, U}) {
      assertThat(group.mulSecret(p, one)).isEqualTo(p);
      assertThat(group.mulDelegated(p, one)).isEqualTo(p);
      assertThat(group.mulLongTerm(p, one)).isEqualTo(p);
      assertThat(group.add(p, group.mulSecret(p, last()))).isEmpty();
    }
    assertThat(minusG.x()).isEqualTo(G.x());
    assertThat(minusG).isEqualTo(group.mulLongTerm(G, last()));
  }

  @Test
  void the_identity_is_no_result() {
    Scalar k = open();
    Point minusU = group.mulPublic(U, last().disclosed());
    assertThat(group.add(U, minusU)).isEmpty();
    assertThat(group.difference(k, U, k, U)).isEmpty();
    assertThat(group.schnorrCommitment(k, k, G)).isEmpty();
    assertThat(group.sum(k, U, group.mulPublic(minusU, k))).isEmpty();
  }

  @Test
  void a_point_doubles() {
    Point twice = group.mulBase(scalar(BigInteger.TWO));
    assertThat(group.add(G, G)).contains(twice);
    assertThat(group.sum(scalar(BigInteger.ONE).disclosed(), G, G)).contains(twice);
  }

  @Test
  void division_undoes_multiplication() {
    SecretScalar a = SecretScalar.random(random);
    SecretScalar d = SecretScalar.random(random);
    Point through = group.mulSecret(group.mulBase(a.dividedBy(d)), d);
    assertThat(through).isEqualTo(group.mulBase(a));
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
    byte[] valid = G.encoded();
    byte[] hybrid = G.uncompressed().clone();
    hybrid[0] = 0x06;
    byte[] otherTag = valid.clone();
    otherTag[0] = 0x05;
    assertThat(group.decode(valid)).contains(G);
    assertThat(group.decode(G.uncompressed())).isEmpty();
    assertThat(group.decode(hybrid)).isEmpty();
    assertThat(group.decode(otherTag)).isEmpty();
    assertThat(group.decode(new byte[1])).isEmpty();
    assertThat(group.decode(HexFormat.of().parseHex("02" + "ff".repeat(32)))).isEmpty();
    assertThat(group.decode(HexFormat.of().parseHex("02" + "00".repeat(31) + "05"))).isEmpty();
  }

  @Test
  void a_point_of_either_sign_survives_its_encoding() {
    for (int i = 0; i < 20; i++) {
      Point p = group.mulBase(SecretScalar.random(random));
      Point decoded = group.decode(p.encoded()).orElseThrow();
      assertThat(decoded).isEqualTo(p).hasSameHashCodeAs(p);
      assertThat(decoded.y()).isEqualTo(p.y());
    }
  }

  @Test
  void a_high_s_signature_is_none() {
    byte[] message = {1, 2, 3};
    SecretScalar key = SecretScalar.random(random);
    byte[] low = group.sign(key, message).encoded();
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(low, 32, 64));
    byte[] high = low.clone();
    byte[] twin = scalar(Secp256k1.ORDER.subtract(s)).apply(byte[]::clone);
    System.arraycopy(twin, 0, high, 32, 32);
    assertThat(Signature.decode(low)).isPresent();
    assertThat(Signature.decode(high)).isEmpty();
  }

  @Test
  void signatures_are_low_and_the_same_on_every_provider() {
    GroupProvider reference = new BouncyCastle();
    for (int i = 0; i < 40; i++) {
      SecretScalar key = SecretScalar.random(random);
      byte[] message = {(byte) i};
      Signature signature = group.sign(key, message);
      assertThat(signature).isEqualTo(reference.sign(key, message));
      assertThat(Signature.decode(signature.encoded())).contains(signature);
      assertThat(group.verifies(signature, group.mulBase(key), message)).isTrue();
      assertThat(group.verifies(signature, group.mulBase(key), new byte[2])).isFalse();
      assertThat(group.verifies(signature, U, message)).isFalse();
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

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.fhirpre.crypto.TestBackend;
import org.junit.jupiter.api.Test;

/** The joint check where its detour through signature recovery is special. */
class Libsecp256k1Test {
  private final GroupProvider reference = new BouncyCastle();
  private final GroupProvider group = TestBackend.group();
  private final SecureRandom random = new SecureRandom();

  private Scalar scalar() {
    return SecretScalar.random(random).disclosed();
  }

  private Optional<Point> pointAt(BigInteger x, int tag) {
    byte[] sec1 = new byte[Point.BYTES];
    sec1[0] = (byte) tag;
    System.arraycopy(BigIntegers.asUnsignedByteArray(32, x), 0, sec1, 1, 32);
    Optional<Point> point = group.decode(sec1);
    assertThat(point).isEqualTo(reference.decode(sec1));
    return point;
  }

  @Test
  void the_joint_check_holds_where_x_is_not_below_the_order() {
    int points = 0;
    for (int i = 0; i < 40; i++) {
      for (int tag = 2; tag <= 3; tag++) {
        Optional<Point> p = pointAt(Secp256k1.ORDER.add(BigInteger.valueOf(i)), tag);
        points += p.isPresent() ? 1 : 0;
        p.ifPresent(this::assertJoint);
      }
    }
    // n itself is among them: there r is zero and the detour does not exist.
    assertThat(pointAt(Secp256k1.ORDER, 2)).isPresent();
    assertThat(points).isGreaterThan(10);
  }

  @Test
  void the_joint_check_holds_for_either_sign_of_y() {
    for (int i = 0; i < 100; i++) {
      assertJoint(reference.mulBase(SecretScalar.random(random)));
    }
  }

  private void assertJoint(Point p) {
    Scalar z = scalar();
    Scalar c = scalar();
    assertThat(group.schnorrCommitment(z, c, p)).isEqualTo(reference.schnorrCommitment(z, c, p));
  }

  @Test
  void points_of_one_provider_are_points_of_the_other() {
    SecretScalar k = SecretScalar.random(random);
    Point ours = group.mulBase(k);
    Point theirs = reference.mulBase(k);
    assertThat(ours).isEqualTo(theirs);
    assertThat(group.mulSecret(theirs, k)).isEqualTo(reference.mulSecret(ours, k));
    assertThat(group.add(theirs, Secp256k1.G)).isEqualTo(reference.add(ours, Secp256k1.G));
    assertThat(reference.verifies(group.sign(k, new byte[3]), ours, new byte[3])).isTrue();
  }

  @Test
  void a_protected_secret_never_meets_the_variable_time_multiplication() {
    assumeTrue(NativeLibrary.isPresent());
    List<BigInteger> scalars = new ArrayList<>();
    GroupProvider observed = new Libsecp256k1(recording(scalars));
    SecretScalar k = SecretScalar.random(random);
    for (int i = 0; i < 20; i++) {
      observed.mulSecret(Secp256k1.G, k);
      observed.mulDelegated(Secp256k1.G, k);
      observed.mulU(k);
      observed.mulReceiving(Secp256k1.G, k);
      observed.mulLongTerm(Secp256k1.G, k);
    }
    assertThat(scalars).hasSize(2 * 3 * 20).doesNotHaveDuplicates().doesNotContain(k.value());
    for (int i = 0; i < scalars.size(); i += 2) {
      BigInteger sum = scalars.get(i).add(scalars.get(i + 1)).mod(Secp256k1.ORDER);
      assertThat(sum).isEqualTo(k.value());
    }
  }

  @Test
  void a_single_tenant_spares_the_split_for_delegations_only() {
    assumeTrue(NativeLibrary.isPresent());
    List<BigInteger> scalars = new ArrayList<>();
    GroupProvider observed = new SingleTenant(new Libsecp256k1(recording(scalars)));
    SecretScalar k = SecretScalar.random(random);
    observed.mulDelegated(Secp256k1.G, k);
    observed.mulU(k);
    observed.mulReceiving(Secp256k1.G, k);
    assertThat(scalars).containsExactly(k.value(), k.value(), k.value());
    scalars.clear();
    observed.mulSecret(Secp256k1.G, k);
    observed.mulLongTerm(Secp256k1.G, k);
    assertThat(scalars).hasSize(2).doesNotContain(k.value());
  }

  private static fr.acinq.secp256k1.Secp256k1 recording(List<BigInteger> scalars) {
    fr.acinq.secp256k1.Secp256k1 library = fr.acinq.secp256k1.Secp256k1.get();
    return (fr.acinq.secp256k1.Secp256k1)
        Proxy.newProxyInstance(
            Libsecp256k1Test.class.getClassLoader(),
            new Class<?>[] {fr.acinq.secp256k1.Secp256k1.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("pubKeyTweakMul")) {
                scalars.add(new BigInteger(1, (byte[]) arguments[1]));
              }
              return method.invoke(library, arguments);
            });
  }
}

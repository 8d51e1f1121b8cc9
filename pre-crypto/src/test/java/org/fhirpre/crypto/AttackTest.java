// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.CapsuleEquation;
import org.junit.jupiter.api.Test;

/** Known attacks: those that end in a refusal, and the one that does not, as far as it reaches. */
class AttackTest {
  private static final byte[] SALT = TestKeys.filled(16, 0x99);

  private final Arithmetic arithmetic = TestBackend.arithmetic();
  private final GroupProvider group = arithmetic.group();
  private final Umbral umbral = TestBackend.umbral(new SecureRandom());
  private final TerminalSecretKey reader = TestKeys.reader();
  private final SealedKey shell = TestKeys.seal(umbral);
  private final VerifiedCapsule capsule = shell.shares().get(0).capsule();
  private final VerifiedGrant grant = new TestChain(1, Threshold.SINGLE).grants().get(0);
  private final CapsuleFrag honest =
      umbral.reencryptor().reencryptWithProof(capsule, grant.keyFrag());

  private DelegationSecret secret() {
    return umbral.decapsulation().unwind(reader, grant.path().verify(reader.publicKey()));
  }

  // (E1 + D, V1 - h*D) satisfies the one equation that is checked when opening.
  private CapsuleFrag mauled() {
    Scalar h = CapsuleEquation.challenge(capsule.capsule().e(), capsule.capsule().v());
    Point d = group.mulBase(arithmetic.secret());
    Point e1 = group.add(honest.e1(), d).orElseThrow();
    Point v1 = group.sum(h.negated(), d, honest.v1()).orElseThrow();
    byte[] bytes = honest.toSimple();
    System.arraycopy(e1.encoded(), 0, bytes, 0, 33);
    System.arraycopy(v1.encoded(), 0, bytes, 33, 33);
    return CapsuleFrag.fromSimple(bytes);
  }

  @Test
  void a_mauled_fragment_fails_its_proof() {
    FragmentKeys keys =
        new FragmentKeys(TestKeys.signer().verifyingKey(), grant.delegator(), reader.publicKey());
    assertThat(honest.verify(capsule, keys).capsule()).isEqualTo(capsule);
    CapsuleFrag mauled = mauled();
    assertThatThrownBy(() -> mauled.verify(capsule, keys))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_mauled_fragment_whose_proof_nobody_checked_fails_the_commitment() {
    UmbralDecapsulation decapsulation = new UmbralDecapsulation(group);
    byte[] commitment = shell.kek().commitment(SALT);
    KeySeed wrong = decapsulation.openUnverified(secret(), capsule, List.of(mauled()));
    List<OpenedShare> opened = List.of(new OpenedShare(TestKeys.SEGMENT_1, wrong));
    assertThatThrownBy(() -> decapsulation.combine(opened, SALT, commitment))
        .isInstanceOf(PreException.OpenFailed.class);
  }

  @Test
  void a_proxy_and_a_delegatee_get_the_segment_key_and_no_other() {
    Point stolen = multiplied(grant.keyFrag().unverified().rk(), secret().d());
    assertThat(stolen).isEqualTo(TestKeys.delegator().publicKey().point());
    assertThat(stolen).isNotEqualTo(TestKeys.otherDelegator().publicKey().point());
  }

  @Test
  void a_proxy_and_a_member_get_the_key_of_their_group() {
    TestChain chain = new TestChain(2, Threshold.SINGLE);
    VerifiedHop hop = chain.hops().get(0).get(0);
    Precursor precursor = hop.precursor().unverified();
    Point shared = group.mulReceiving(precursor.x(), reader.scalar());
    SecretScalar d = precursor.agreement(shared).factor();
    assertThat(multiplied(hop.hk(), d)).isEqualTo(chain.group().publicKey().point());
  }

  private Point multiplied(SecretScalar one, SecretScalar other) {
    return group.mulSecret(group.mulBase(one), other);
  }

  @Test
  void fewer_proxies_than_required_do_not_get_it() {
    TestChain chain = new TestChain(1, new Threshold(2, 3));
    VerifiedGrant first = chain.grants().get(0);
    DelegationSecret recovered =
        umbral.decapsulation().unwind(reader, first.path().verify(reader.publicKey()));
    Point guess = multiplied(first.keyFrag().unverified().rk(), recovered.d());
    assertThat(guess).isNotEqualTo(TestKeys.delegator().publicKey().point());
  }
}

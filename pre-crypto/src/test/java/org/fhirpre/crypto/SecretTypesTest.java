// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every secret type keeps: it does not print, has no equality, and is dead once closed. */
class SecretTypesTest {
  private static final byte[] SALT = new byte[Kek.SALT_BYTES];

  private final Umbral umbral = TestBackend.umbral(new SecureRandom());
  private final SealedKey shell = TestKeys.seal(umbral);
  private final VerifiedCapsule capsule = shell.shares().get(0).capsule();
  private final VerifiedGrant grant =
      TestKeys.grant(umbral).verify(TestKeys.signer().verifyingKey());
  private final DelegationSecret secret =
      umbral
          .decapsulation()
          .unwind(TestKeys.reader(), grant.path().verify(TestKeys.reader().publicKey()));

  private List<AutoCloseable> secrets() {
    return List.of(
        TestKeys.root(),
        TestKeys.patient(),
        PractitionerKeys.of(TestKeys.root()),
        TestKeys.root().factory(),
        TestKeys.delegator(),
        TestKeys.reader(),
        TestKeys.group(),
        TestKeys.signer(),
        TestKeys.hopSigner(),
        TestKeys.directorySigner(),
        OrganisationKeys.of(TestKeys.root()),
        shell,
        shell.kek(),
        secret,
        umbral.decapsulation().decapsulateOriginal(TestKeys.delegator(), capsule),
        StorageMacKey.fromBytes(new byte[32]));
  }

  @Test
  void they_print_their_name_only() {
    for (AutoCloseable one : secrets()) {
      assertThat(one).hasToString(one.getClass().getSimpleName());
    }
    assertThat(grant.keyFrag().unverified()).hasToString("KeyFrag");
    assertThat(grant.keyFrag().toString()).hasSize("VerifiedKeyFrag[".length() + 16 + 4 + 16 + 1);
  }

  @Test
  void they_have_no_equality_of_values() throws NoSuchMethodException {
    for (AutoCloseable one : secrets()) {
      assertThat(one.getClass().getMethod("equals", Object.class).getDeclaringClass())
          .isEqualTo(Object.class);
      assertThat(one.getClass().getMethod("hashCode").getDeclaringClass()).isEqualTo(Object.class);
    }
  }

  @Test
  void a_closed_kek_gives_no_key() {
    shell.close();
    assertDead(() -> shell.kek().contentKey(SALT, ResourceBinding.of("Observation", "o1")));
    assertDead(() -> shell.kek().commitment(SALT));
  }

  @Test
  void a_closed_delegation_secret_opens_nothing() {
    ReencryptedCapsule transformed = umbral.reencryptor().reencrypt(capsule, grant.keyFrag());
    secret.close();
    assertDead(() -> umbral.decapsulation().open(secret, transformed));
  }

  @Test
  void a_closed_key_does_nothing_but_name_its_public_key() {
    DelegatorSecretKey key = TestKeys.delegator();
    key.close();
    assertDead(() -> umbral.decapsulation().decapsulateOriginal(key, capsule));
    assertThat(key.publicKey()).isEqualTo(TestKeys.delegator().publicKey());
  }

  @Test
  void a_closed_seed_and_what_was_derived_from_it_are_independent() {
    RootSeed seed = TestKeys.root();
    PatientKeys keys = PatientKeys.of(seed);
    seed.close();
    assertDead(seed::exportBytes);
    assertThat(keys.segment(TestKeys.CLINICAL).publicKey())
        .isEqualTo(TestKeys.delegator().publicKey());
    keys.close();
    assertDead(() -> keys.segment(TestKeys.CLINICAL));
  }

  @Test
  void bytes_that_come_out_are_copies() {
    RootSeed seed = TestKeys.root();
    seed.exportBytes()[5] = 99;
    assertThat(seed.exportBytes()[5]).isEqualTo((byte) 5);
  }

  private static void assertDead(ThrowingCallable use) {
    assertThatThrownBy(use).isInstanceOf(IllegalStateException.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every step of a reading on every backend, whatever the steps before it ran on. */
class BackendsTogetherTest {
  private static final byte[] SALT = TestKeys.filled(16, 0x99);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Who computes with what: patient and writer, proxy, reader. */
  record Parties(Umbral patient, Umbral proxy, Umbral reader) {
    @Override
    public String toString() {
      return patient.backend() + " -> " + proxy.backend() + " -> " + reader.backend();
    }
  }

  static List<Parties> everyMixture() {
    List<Umbral> all = everyUmbral();
    List<Parties> mixtures = new ArrayList<>();
    for (Umbral patient : all) {
      for (Umbral proxy : all) {
        all.forEach(reader -> mixtures.add(new Parties(patient, proxy, reader)));
      }
    }
    return mixtures;
  }

  private static List<Umbral> everyUmbral() {
    List<Umbral> all = new ArrayList<>();
    for (Backend backend : List.of(Backend.BOUNCY_CASTLE, Backend.LIBSECP256K1)) {
      Groups.byBackend(backend)
          .refusal()
          .ifPresentOrElse(
              reason -> System.out.println("skipped: " + reason),
              () -> {
                for (SecretMultiplication secrets : SecretMultiplication.values()) {
                  all.add(Umbral.create(new CryptoSettings(backend, secrets), RANDOM));
                }
              });
    }
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyMixture")
  void what_one_backend_makes_the_other_opens(Parties parties) {
    SealedKey sealed =
        parties
            .patient
            .encapsulation()
            .encapsulate(
                List.of(new SegmentKey(TestKeys.SEGMENT_1, TestKeys.delegator().publicKey())));
    VerifiedCapsule capsule = sealed.shares().get(0).capsule();
    VerifiedGrant grant =
        parties
            .patient
            .delegation()
            .delegate(
                TestKeys.delegator(),
                TestKeys.signer(),
                GrantTerms.single(TestKeys.consent().build()))
            .get(0)
            .verify(TestKeys.signer().verifyingKey());
    byte[] commitment = sealed.kek().commitment(SALT);
    VerifiedCapsule stored = Capsule.fromSimple(capsule.toSimple()).verify();
    for (VerifiedCapsule either : List.of(capsule, stored)) {
      assertOpens(parties, either, grant, commitment);
    }
  }

  private static void assertOpens(
      Parties parties, VerifiedCapsule capsule, VerifiedGrant grant, byte[] commitment) {
    Decapsulation reader = parties.reader.decapsulation();
    DelegationSecret secret =
        reader.unwind(TestKeys.reader(), grant.path().verify(TestKeys.reader().publicKey()));
    ReencryptedCapsule compact = parties.proxy.reencryptor().reencrypt(capsule, grant.keyFrag());
    VerifiedCapsuleFrag proven =
        parties
            .proxy
            .reencryptor()
            .reencryptWithProof(capsule, grant.keyFrag())
            .verify(
                capsule,
                new FragmentKeys(
                    TestKeys.signer().verifyingKey(), grant.delegator(), grant.delegatee()));
    for (KeySeed seed :
        List.of(
            reader.open(secret, compact),
            reader.open(secret, ReencryptedCapsule.fromBytes(compact.toBytes())),
            reader.open(secret, capsule, List.of(proven)),
            reader.decapsulateOriginal(TestKeys.delegator(), capsule))) {
      OpenedShare share = new OpenedShare(TestKeys.SEGMENT_1, seed);
      assertThat(reader.combine(List.of(share), SALT, commitment)).isNotNull();
    }
  }
}

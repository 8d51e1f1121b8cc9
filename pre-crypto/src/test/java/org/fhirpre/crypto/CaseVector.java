// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.CapsuleEquation;

/** One positive case: a delegation, a capsule, its kfrags and cfrags. */
final class CaseVector {
  private final Vector vector;
  private final Vector expected;
  private final DelegatorSecretKey delegator;
  private final TerminalSecretKey delegatee;
  private final VerifiedCapsule capsule;
  private final List<byte[]> keyFrags;
  private final List<byte[]> capsuleFrags;

  CaseVector(Vector vector) {
    this.vector = vector;
    this.expected = vector.inner("intermediates");
    this.delegator = new DelegatorSecretKey(scalar("delegating_sk"));
    this.delegatee = new TerminalSecretKey(scalar("receiving_sk"));
    this.capsule = vector.capsule();
    this.keyFrags = vector.list("kfrags_msgpack");
    this.capsuleFrags = vector.list("cfrags_msgpack");
  }

  private SecretScalar scalar(String field) {
    return SecretScalar.decode(vector.bytes(field)).orElseThrow();
  }

  /** Everything that one fragment at a time shows, for any threshold. */
  void assertFragments() throws InvalidCipherTextException {
    assertKeys();
    assertCapsule();
    assertSharedSecret();
    for (int i = 0; i < keyFrags.size(); i++) {
      assertKeyFrag(i);
    }
    for (int i = 0; i < capsuleFrags.size(); i++) {
      assertCapsuleFrag(i);
    }
  }

  private void assertKeys() {
    assertThat(delegator.publicKey()).isEqualTo(vector.delegator());
    assertThat(delegatee.publicKey()).isEqualTo(vector.delegatee());
    assertThat(new KeyFragSigner(scalar("signing_sk")).verifyingKey()).isEqualTo(vector.verifier());
  }

  private void assertCapsule() throws InvalidCipherTextException {
    Capsule parsed = capsule.capsule();
    assertThat(parsed.toMessagePack()).isEqualTo(vector.bytes("capsule_msgpack"));
    assertThat(parsed.toSimple()).isEqualTo(vector.bytes("capsule_simple"));
    assertThat(Capsule.fromSimple(vector.bytes("capsule_simple"))).isEqualTo(parsed);
    assertThat(CapsuleEquation.challenge(parsed.e(), parsed.v()).encoded())
        .isEqualTo(expected.bytes("capsule_hash_h"));
    assertPlaintext(
        new UmbralDecapsulation(TestBackend.group()).decapsulateOriginal(delegator, capsule));
  }

  private void assertPlaintext(KeySeed seed) throws InvalidCipherTextException {
    assertThat(seed.<byte[]>apply(byte[]::clone)).isEqualTo(expected.bytes("kem_seed_point"));
    assertThat(CompatDem.key(seed)).isEqualTo(expected.bytes("dem_key"));
    assertThat(CompatDem.decrypt(seed, vector.bytes("ciphertext"), capsule))
        .isEqualTo(vector.bytes("plaintext"));
  }

  private void assertSharedSecret() {
    Point precursor = TestBackend.group().decode(expected.bytes("precursor")).orElseThrow();
    assertThat(TestBackend.group().mulSecret(precursor, delegatee.scalar()).encoded())
        .isEqualTo(expected.bytes("dh_point"));
    assertThat(secret().d().<byte[]>apply(byte[]::clone))
        .isEqualTo(expected.bytes("shared_secret_d"));
  }

  private DelegationSecret secret() {
    Point precursor = TestBackend.group().decode(expected.bytes("precursor")).orElseThrow();
    return DelegationSecret.of(
        delegatee, precursor, delegator.publicKey().point(), TestBackend.group());
  }

  private VerifiedKeyFrag keyFrag(int index) {
    return KeyFrag.fromBytes(keyFrags.get(index))
        .verify(vector.verifier(), vector.delegator(), vector.delegatee());
  }

  private void assertKeyFrag(int index) {
    KeyFrag frag = keyFrag(index).unverified();
    assertThat(frag.toBytes()).isEqualTo(keyFrags.get(index));
    assertThat(frag.precursor().encoded()).isEqualTo(expected.bytes("precursor"));
    assertThat(frag.rk().<byte[]>apply(byte[]::clone))
        .isEqualTo(expected.list("kfrag_keys").get(index));
  }

  private void assertCapsuleFrag(int index) {
    CapsuleFrag frag = CapsuleFrag.fromMessagePack(capsuleFrags.get(index));
    byte[] simple = vector.list("cfrags_simple").get(index);
    assertThat(frag.toMessagePack()).isEqualTo(capsuleFrags.get(index));
    assertThat(frag.toSimple()).isEqualTo(simple);
    assertThat(CapsuleFrag.fromSimple(simple).toMessagePack()).isEqualTo(frag.toMessagePack());
    assertThat(frag.verify(capsule, vector.fragmentKeys()).capsule()).isEqualTo(capsule);
    assertSameTransform(frag, keyFrag(index));
  }

  private void assertSameTransform(CapsuleFrag theirs, VerifiedKeyFrag keyFrag) {
    CapsuleFrag ours =
        new UmbralReencryptor(TestBackend.arithmetic()).reencryptWithProof(capsule, keyFrag);
    assertThat(ours.e1()).isEqualTo(theirs.e1());
    assertThat(ours.v1()).isEqualTo(theirs.v1());
    assertThat(ours.precursor()).isEqualTo(theirs.precursor());
    assertThat(ours.verify(capsule, vector.fragmentKeys()).capsule()).isEqualTo(capsule);
  }

  /** Threshold 1: each fragment alone opens, with and without proof. */
  void assertOpens() throws InvalidCipherTextException {
    UmbralDecapsulation reader = new UmbralDecapsulation(TestBackend.group());
    for (byte[] frag : capsuleFrags) {
      assertPlaintext(
          reader.open(
              secret(), CapsuleFrag.fromMessagePack(frag).verify(capsule, vector.fragmentKeys())));
    }
    for (int i = 0; i < keyFrags.size(); i++) {
      ReencryptedCapsule compact =
          new UmbralReencryptor(TestBackend.arithmetic()).reencrypt(capsule, keyFrag(i));
      assertPlaintext(reader.open(secret(), compact));
    }
    try (SecretScalar d = secret().d();
        SecretScalar rk = delegator.scalar().dividedBy(d)) {
      assertThat(rk.<byte[]>apply(byte[]::clone)).isEqualTo(expected.list("kfrag_keys").get(0));
    }
  }
}

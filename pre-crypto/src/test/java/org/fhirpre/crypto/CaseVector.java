// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.CapsuleEquation;
import org.fhirpre.crypto.internal.v1.Interpolation;

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
    return TestKeys.secret(delegatee, precursor, delegator.publicKey());
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

  /** Any fragments that are enough open, with proof and, for threshold 1, without. */
  void assertOpens() throws InvalidCipherTextException {
    int threshold = vector.number("threshold");
    for (int first = 0; first < capsuleFrags.size(); first++) {
      assertPlaintext(open(fragments(first, threshold)));
    }
    assertPlaintext(open(fragments(0, capsuleFrags.size())));
    for (int i = 0; i < keyFrags.size() && threshold == 1; i++) {
      ReencryptedCapsule compact =
          new UmbralReencryptor(TestBackend.arithmetic()).reencrypt(capsule, keyFrag(i));
      assertPlaintext(reader().open(secret(), compact));
    }
  }

  /** Too few fragments, and one that stands in for another, open nothing. */
  void assertTooFew() {
    int threshold = vector.number("threshold");
    if (threshold > 1) {
      assertOpensNothing(fragments(0, threshold - 1));
      List<VerifiedCapsuleFrag> doubled = new ArrayList<>(fragments(0, threshold - 1));
      doubled.add(doubled.get(0));
      assertOpensNothing(doubled);
    }
    assertOpensNothing(List.of());
  }

  /** The shares of the key add up to a/d at the indexes that the hash gives. */
  void assertSharing() {
    try (DelegationSecret secret = secret()) {
      List<byte[]> ids = new ArrayList<>();
      List<Point> keys = new ArrayList<>();
      for (int i = 0; i < keyFrags.size(); i++) {
        KeyFrag frag = keyFrag(i).unverified();
        ids.add(frag.id().toBytes());
        keys.add(TestBackend.group().mulBase(frag.rk()));
      }
      List<byte[]> stated = expected.list("share_indexes");
      for (int i = 0; i < stated.size(); i++) {
        assertThat(secret.agreement().index(ids.get(i)).encoded()).isEqualTo(stated.get(i));
      }
      Interpolation shares = Interpolation.of(secret.agreement(), ids).orElseThrow();
      SecretScalar whole = delegator.scalar().dividedBy(secret.d());
      assertThat(shares.sum(keys, TestBackend.group()))
          .contains(TestBackend.group().mulBase(whole));
    }
  }

  /** Every single bit of the ciphertext flipped: none decrypts. */
  void assertCiphertext() {
    KeySeed seed = reader().decapsulateOriginal(delegator, capsule);
    byte[] ciphertext = vector.bytes("ciphertext");
    for (int bit = 0; bit < ciphertext.length * Byte.SIZE; bit++) {
      byte[] changed = Mutations.flipped(ciphertext, bit);
      assertThatThrownBy(() -> CompatDem.decrypt(seed, changed, capsule))
          .isInstanceOf(InvalidCipherTextException.class);
    }
  }

  private UmbralDecapsulation reader() {
    return new UmbralDecapsulation(TestBackend.group());
  }

  private KeySeed open(List<VerifiedCapsuleFrag> frags) {
    return reader().open(secret(), capsule, frags);
  }

  private void assertOpensNothing(List<VerifiedCapsuleFrag> frags) {
    assertThatThrownBy(() -> open(frags)).isInstanceOf(PreException.OpenFailed.class);
  }

  // So many from the first on, going round.
  private List<VerifiedCapsuleFrag> fragments(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(i -> capsuleFrags.get(i % capsuleFrags.size()))
        .map(bytes -> CapsuleFrag.fromMessagePack(bytes).verify(capsule, vector.fragmentKeys()))
        .toList();
  }
}

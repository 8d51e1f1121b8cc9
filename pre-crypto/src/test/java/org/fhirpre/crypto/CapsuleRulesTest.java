// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapsuleRulesTest {
  private final SecureRandom random = new SecureRandom();
  private final Umbral umbral = TestBackend.umbral(random);
  private final DelegatorPublicKey key = TestKeys.delegator().publicKey();
  private final StorageMacKey macKey = StorageMacKey.fromBytes(TestKeys.filled(32, 0x22));

  private Share share(SegmentId id) {
    return umbral.encapsulation().encapsulate(List.of(new SegmentKey(id, key))).shares().get(0);
  }

  @Test
  void a_made_capsule_passes_the_check_of_a_parsed_one() {
    VerifiedCapsule made = share(TestKeys.SEGMENT_1).capsule();
    assertThat(Capsule.fromSimple(made.toSimple()).verify()).isEqualTo(made);
    assertThat(Capsule.fromMessagePack(made.capsule().toMessagePack()).verify()).isEqualTo(made);
  }

  @Test
  void refusals_name_the_field() {
    byte[] bytes = share(TestKeys.SEGMENT_1).capsule().toSimple();
    assertMalformed(Arrays.copyOf(bytes, 97), "capsule: bad length");
    assertMalformed(withZeros(bytes, 0, 33), "capsule: bad E");
    assertMalformed(withZeros(bytes, 33, 33), "capsule: bad V");
    assertMalformed(withZeros(bytes, 66, 32), "capsule: bad s");
    assertMalformed(withPointOffTheCurve(bytes, 0), "capsule: bad E");
    assertMalformed(withPointOffTheCurve(bytes, 33), "capsule: bad V");
  }

  // 5³ + 7 = 132 is no square modulo the prime of secp256k1, so no point has x = 5.
  private static byte[] withPointOffTheCurve(byte[] bytes, int offset) {
    byte[] changed = withZeros(bytes, offset, 33);
    changed[offset] = 2;
    changed[offset + 32] = 5;
    return changed;
  }

  private static byte[] withZeros(byte[] bytes, int offset, int length) {
    byte[] changed = bytes.clone();
    Arrays.fill(changed, offset, offset + length, (byte) 0);
    return changed;
  }

  private static void assertMalformed(byte[] bytes, String message) {
    assertThatThrownBy(() -> Capsule.fromSimple(bytes))
        .isInstanceOf(PreException.MalformedEncoding.class)
        .hasMessage(message)
        .extracting(e -> ((PreException) e).code())
        .isEqualTo(PreException.Code.MALFORMED_ENCODING);
  }

  @Test
  void a_row_restores_for_its_segment_and_key_only() {
    VerifiedCapsule capsule = share(TestKeys.SEGMENT_1).capsule();
    StoredCapsule row =
        StoredCapsule.fromBytes(capsule.store(macKey, TestKeys.SEGMENT_1).toBytes());
    assertThat(row.restore(macKey, TestKeys.SEGMENT_1)).isEqualTo(capsule);
    assertThatThrownBy(() -> row.restore(macKey, TestKeys.SEGMENT_2))
        .isInstanceOf(PreException.VerificationFailed.class);
    StorageMacKey other = StorageMacKey.fromBytes(TestKeys.filled(32, 0x23));
    assertThatThrownBy(() -> row.restore(other, TestKeys.SEGMENT_1))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_writer_cannot_ask_for_no_too_many_or_doubled_segments() {
    SegmentKey one = new SegmentKey(TestKeys.SEGMENT_1, key);
    assertRefused(List.of());
    assertRefused(List.of(one, one));
    List<SegmentKey> many = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      many.add(new SegmentKey(SegmentId.random(random), key));
    }
    assertRefused(many);
    assertThat(umbral.encapsulation().encapsulate(many.subList(0, 16)).shares()).hasSize(16);
  }

  private void assertRefused(List<SegmentKey> segments) {
    assertThatThrownBy(() -> umbral.encapsulation().encapsulate(segments))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_envelope_has_distinct_segments_and_capsules() {
    Share one = share(TestKeys.SEGMENT_1);
    Share two = share(TestKeys.SEGMENT_2);
    Share.requireDistinct(List.of(one, two));
    assertNotDistinct(List.of());
    assertNotDistinct(List.of(one, one));
    assertNotDistinct(List.of(one, share(TestKeys.SEGMENT_1)));
    assertNotDistinct(List.of(one, new Share(TestKeys.SEGMENT_2, one.capsule())));
    assertNotDistinct(Collections.nCopies(17, one));
  }

  private static void assertNotDistinct(List<Share> shares) {
    assertThatThrownBy(() -> Share.requireDistinct(shares))
        .isInstanceOf(PreException.OpenFailed.class);
  }

  @Test
  void a_large_page_is_transformed_in_order_as_one_by_one() {
    VerifiedGrant grant = TestKeys.grant(umbral).verify(TestKeys.signer().verifyingKey());
    Reencryptor proxy = umbral.reencryptor();
    List<Reencryption> page = new ArrayList<>();
    List<ReencryptedCapsule> oneByOne = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      Reencryption one = new Reencryption(share(TestKeys.SEGMENT_1).capsule(), grant.keyFrag());
      page.add(one);
      oneByOne.add(proxy.reencrypt(one.capsule(), one.keyFrag()));
    }
    assertThat(proxy.reencryptAll(page)).isEqualTo(oneByOne);
    assertThat(proxy.reencryptAll(page.subList(0, 3))).isEqualTo(oneByOne.subList(0, 3));
    assertThat(proxy.reencryptAll(List.of())).isEmpty();
  }

  @Test
  void the_content_key_depends_on_salt_and_binding() {
    Kek kek =
        umbral.encapsulation().encapsulate(List.of(new SegmentKey(TestKeys.SEGMENT_1, key))).kek();
    byte[] salt = new byte[16];
    byte[] reference = kek.contentKey(salt, ResourceBinding.of("Observation", "1"));
    assertThat(reference).hasSize(32);
    assertThat(kek.contentKey(TestKeys.filled(16, 1), ResourceBinding.of("Observation", "1")))
        .isNotEqualTo(reference);
    assertThat(kek.contentKey(salt, ResourceBinding.of("Observation", "2")))
        .isNotEqualTo(reference);
    assertThat(kek.contentKey(salt, ResourceBinding.of("Observatio", "n1")))
        .isNotEqualTo(reference);
    assertThatThrownBy(() -> kek.commitment(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.util.encoders.Hex;
import org.fhirpre.crypto.internal.group.Sha256;
import org.junit.jupiter.api.Test;

class SegmentDirectoryTest {
  private static final byte[] ID = TestKeys.filled(16, 0x44);
  private static final SegmentLabel REKEYED =
      new SegmentLabel(SegmentLabel.NORMAL, "clinical", Epoch.parse("2026+1"));
  private static final int FIRST_ENTRY = 134;

  private final DirectorySigner signer = TestKeys.directorySigner();
  private final DirectoryVerifyingKey pinned = signer.verifyingKey();
  private final DirectoryEntry clinical = entry(TestKeys.SEGMENT_1, TestKeys.CLINICAL);
  private final DirectoryEntry psychiatry = entry(TestKeys.SEGMENT_2, TestKeys.PSYCHIATRY);

  private static DirectoryEntry entry(SegmentId id, SegmentLabel label) {
    return entry(id, label, ID);
  }

  private static DirectoryEntry entry(SegmentId id, SegmentLabel label, byte[] directory) {
    DelegatorSecretKey key = TestKeys.patient().segment(label);
    RegistrationContext registration = RegistrationContext.forSegment(directory, id);
    PossessionProof proof = PossessionProof.prove(key, registration, new SecureRandom());
    return new DirectoryEntry(id, label, key.publicKey(), proof);
  }

  private static DirectoryEdition edition(DirectoryEntry... entries) {
    return new DirectoryEdition(TestKeys.NOT_BEFORE, List.of(entries));
  }

  private SegmentDirectory first(DirectoryEntry... entries) {
    return SegmentDirectory.first(ID, edition(entries), signer);
  }

  @Test
  void the_worked_directory() {
    PossessionProof proof =
        PossessionProof.fromBytes(
            Hex.decode(
                "9568473f7bd9fa4cd2c66a7973e845374c2902ff750bdeb997a005d8b136f70c"
                    + "5f59e9e01072c0627daa42e64b73ab19939a6aca09e42b589a3e412f8eb16140"));
    DirectoryEntry worked =
        new DirectoryEntry(
            TestKeys.SEGMENT_1, TestKeys.CLINICAL, TestKeys.delegator().publicKey(), proof);
    byte[] bytes = first(worked).toBytes();
    byte[] signed = Arrays.copyOf(bytes, bytes.length - 64);
    assertThat(signed).hasSize(289);
    assertThat(HexFormat.of().formatHex(Sha256.of(signed)))
        .isEqualTo("2ee748d96867b2e56934881b38e4673d65ca21d5b4d6e34861073df0e969d361");
    assertThat(SegmentDirectory.fromBytes(bytes).verify(pinned).entries()).containsExactly(worked);
  }

  @Test
  void it_is_searched_by_label_id_and_key() {
    VerifiedDirectory directory =
        SegmentDirectory.fromBytes(first(psychiatry, clinical).toBytes()).verify(pinned);
    assertThat(directory.find(TestKeys.CLINICAL))
        .map(DirectoryEntry::segment)
        .contains(TestKeys.SEGMENT_1);
    assertThat(directory.find(TestKeys.SEGMENT_2))
        .map(DirectoryEntry::label)
        .contains(TestKeys.PSYCHIATRY);
    assertThat(directory.find(TestKeys.delegator().publicKey()))
        .map(DirectoryEntry::segment)
        .contains(TestKeys.SEGMENT_1);
    assertThat(directory.find(REKEYED)).isEmpty();
    assertThat(directory.find(SegmentId.fromBytes(new byte[16]))).isEmpty();
    assertThat(directory.entries())
        .extracting(DirectoryEntry::label)
        .containsExactly(TestKeys.CLINICAL, TestKeys.PSYCHIATRY);
    assertThat(directory.issuedAt()).isEqualTo(TestKeys.NOT_BEFORE);
    assertThat(directory.id()).isEqualTo(ID);
  }

  @Test
  void an_empty_directory_is_one() {
    assertThat(SegmentDirectory.fromBytes(first().toBytes()).verify(pinned).entries()).isEmpty();
  }

  @Test
  void editions_follow_one_another() {
    VerifiedDirectory one = first(clinical).verify(pinned);
    SegmentDirectory next = SegmentDirectory.following(one, edition(clinical, psychiatry), signer);
    VerifiedDirectory two = SegmentDirectory.fromBytes(next.toBytes()).verify(pinned, one);
    assertThat(two.sequence()).isEqualTo(2);
    SegmentDirectory third = SegmentDirectory.following(two, edition(psychiatry), signer);
    assertThat(third.verify(pinned, two).sequence()).isEqualTo(3);
    assertRefused(third, one);
    assertRefused(next, two);
    assertRefused(first(clinical), one);
  }

  private void assertRefused(SegmentDirectory directory, VerifiedDirectory previous) {
    assertThatThrownBy(() -> directory.verify(pinned, previous))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void an_edition_of_another_directory_or_with_another_past_does_not_follow() {
    VerifiedDirectory one = first(clinical).verify(pinned);
    byte[] other = TestKeys.filled(16, 0x45);
    DirectoryEntry elsewhere = entry(TestKeys.SEGMENT_1, TestKeys.CLINICAL, other);
    VerifiedDirectory foreign =
        SegmentDirectory.first(other, edition(elsewhere), signer).verify(pinned);
    assertRefused(SegmentDirectory.following(foreign, edition(elsewhere), signer), one);
    VerifiedDirectory twin = first(psychiatry).verify(pinned);
    assertRefused(SegmentDirectory.following(twin, edition(clinical), signer), one);
  }

  @Test
  void another_signer_or_a_key_nobody_has_shown_to_hold_is_refused() {
    DirectoryVerifyingKey other =
        PatientKeys.of(RootSeed.fromBytes(TestKeys.filled(32, 7))).directorySigner().verifyingKey();
    SegmentDirectory directory = first(clinical);
    assertThatThrownBy(() -> directory.verify(other))
        .isInstanceOf(PreException.VerificationFailed.class);
    DirectoryEntry substituted =
        new DirectoryEntry(
            clinical.segment(),
            clinical.label(),
            TestKeys.otherDelegator().publicKey(),
            clinical.possession());
    assertThatThrownBy(() -> first(substituted).verify(pinned))
        .isInstanceOf(PreException.VerificationFailed.class);
    DirectoryEntry moved = entry(TestKeys.SEGMENT_1, TestKeys.CLINICAL, TestKeys.filled(16, 1));
    assertThatThrownBy(() -> first(moved).verify(pinned))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_label_id_or_key_twice_is_the_makers_mistake() {
    DirectoryEntry sameLabel = entry(TestKeys.SEGMENT_2, TestKeys.CLINICAL);
    DirectoryEntry sameId = entry(TestKeys.SEGMENT_1, TestKeys.PSYCHIATRY);
    DirectoryEntry sameKey =
        new DirectoryEntry(TestKeys.SEGMENT_2, REKEYED, clinical.key(), clinical.possession());
    for (DirectoryEntry twin : List.of(sameLabel, sameId, sameKey)) {
      assertThatThrownBy(() -> edition(clinical, twin))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new DirectoryEdition(Instant.ofEpochSecond(-1), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void entries_out_of_order_or_twice_do_not_parse() {
    byte[] valid = first(clinical, psychiatry).toBytes();
    int length = 20 + (4 + 6) + (4 + 8) + (4 + 4) + 37 + 68;
    byte[] one = Arrays.copyOfRange(valid, FIRST_ENTRY, FIRST_ENTRY + length);
    byte[] two = Arrays.copyOfRange(valid, FIRST_ENTRY + length, valid.length - 64);
    byte[] swapped = valid.clone();
    System.arraycopy(two, 0, swapped, FIRST_ENTRY, two.length);
    System.arraycopy(one, 0, swapped, FIRST_ENTRY + two.length, one.length);
    assertMalformed(swapped, "directory: bad order");
    byte[] count = valid.clone();
    count[FIRST_ENTRY - 1] = 1;
    assertMalformed(count, "directory: bad length");
    byte[] sameId = valid.clone();
    System.arraycopy(one, 4, sameId, FIRST_ENTRY + length + 4, 16);
    assertMalformed(sameId, "directory: bad entries, an id or key twice");
  }

  @Test
  void labels_that_are_none_do_not_parse() {
    byte[] bytes = first(clinical).toBytes();
    int facet = FIRST_ENTRY + 20 + 4;
    byte[] lower = bytes.clone();
    lower[facet] = 'n';
    assertMalformed(lower, "directory: bad label");
    byte[] notText = bytes.clone();
    notText[facet] = (byte) 0xff;
    assertMalformed(notText, "directory: bad facet");
    byte[] noSequence = bytes.clone();
    noSequence[25 + 23 + 20 + 11] = 0;
    assertMalformed(noSequence, "directory: bad sequence");
    byte[] otherTag = bytes.clone();
    otherTag[4]++;
    assertMalformed(otherTag, "directory: bad tag");
    byte[] otherSuite = bytes.clone();
    otherSuite[25 + 4]++;
    assertMalformed(otherSuite, "directory: bad suite");
  }

  private static void assertMalformed(byte[] bytes, String message) {
    assertThatThrownBy(() -> SegmentDirectory.fromBytes(bytes))
        .isInstanceOf(PreException.MalformedEncoding.class)
        .hasMessage(message);
  }

  @Test
  void every_flipped_bit_and_every_other_length_is_refused() {
    byte[] valid = first(clinical, psychiatry).toBytes();
    assertThat(Mutations.accepted(valid, bytes -> SegmentDirectory.fromBytes(bytes).verify(pinned)))
        .isEmpty();
    assertThat(Mutations.acceptedLengths(valid, SegmentDirectory::fromBytes)).isEmpty();
  }
}

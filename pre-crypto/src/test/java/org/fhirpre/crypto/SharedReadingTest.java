// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole way of one resource: writer, owner, patient's agent, proxy, reader. */
class SharedReadingTest {
  private static final byte[] SALT = TestKeys.filled(16, 0x99);
  private static final ResourceBinding BINDING = ResourceBinding.of("Observation", "o1");

  private final SecureRandom random = new SecureRandom();
  private final Umbral umbral = TestBackend.umbral(random);
  private final Decapsulation decapsulation = umbral.decapsulation();
  private final DelegatorSecretKey first = TestKeys.delegator();
  private final DelegatorSecretKey second = TestKeys.otherDelegator();
  private final SealedKey shell =
      umbral
          .encapsulation()
          .encapsulate(
              List.of(
                  new SegmentKey(TestKeys.SEGMENT_1, first.publicKey()),
                  new SegmentKey(TestKeys.SEGMENT_2, second.publicKey())));
  private final byte[] commitment = shell.kek().commitment(SALT);

  private VerifiedGrant grant(DelegatorSecretKey key, SegmentId segment) {
    ConsentContext context = TestKeys.consent().delegator(key.publicKey()).segment(segment).build();
    GrantEdge edge =
        umbral.delegation().delegate(key, TestKeys.signer(), GrantTerms.single(context)).get(0);
    return GrantEdge.fromBytes(edge.toBytes()).verify(TestKeys.signer().verifyingKey());
  }

  private OpenedShare read(Share share, VerifiedGrant grant, TerminalSecretKey reader) {
    byte[] sent = umbral.reencryptor().reencrypt(share.capsule(), grant.keyFrag()).toBytes();
    DelegationPath path = DelegationPath.fromBytes(grant.path().toBytes());
    try (DelegationSecret secret = decapsulation.unwind(reader, path.verify(reader.publicKey()))) {
      return new OpenedShare(
          share.segment(), decapsulation.open(secret, ReencryptedCapsule.fromBytes(sent)));
    }
  }

  private List<OpenedShare> readAll() {
    List<OpenedShare> opened = new ArrayList<>();
    opened.add(read(shell.shares().get(0), grant(first, TestKeys.SEGMENT_1), TestKeys.reader()));
    opened.add(read(shell.shares().get(1), grant(second, TestKeys.SEGMENT_2), TestKeys.reader()));
    return opened;
  }

  @Test
  void a_reader_with_grants_for_all_segments_gets_the_writers_content_key() {
    Kek kek = decapsulation.combine(readAll(), SALT, commitment);
    assertThat(kek.contentKey(SALT, BINDING)).isEqualTo(shell.kek().contentKey(SALT, BINDING));
  }

  @Test
  void the_order_of_shares_does_not_matter() {
    List<OpenedShare> reversed = readAll();
    Collections.reverse(reversed);
    Kek kek = decapsulation.combine(reversed, SALT, commitment);
    assertThat(kek.contentKey(SALT, BINDING)).isEqualTo(shell.kek().contentKey(SALT, BINDING));
  }

  @Test
  void the_owner_opens_without_a_grant() {
    List<OpenedShare> own = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Share share = shell.shares().get(i);
      KeySeed seed = decapsulation.decapsulateOriginal(i == 0 ? first : second, share.capsule());
      own.add(new OpenedShare(share.segment(), seed));
    }
    Kek kek = decapsulation.combine(own, SALT, commitment);
    assertThat(kek.contentKey(SALT, BINDING)).isEqualTo(shell.kek().contentKey(SALT, BINDING));
  }

  @Test
  void a_missing_share_opens_nothing() {
    assertOpensNothing(readAll().subList(0, 1));
  }

  @Test
  void a_doubled_share_opens_nothing() {
    OpenedShare one = readAll().get(0);
    assertOpensNothing(List.of(one, one));
  }

  @Test
  void shares_of_swapped_segments_open_nothing() {
    List<OpenedShare> opened = readAll();
    assertOpensNothing(
        List.of(
            new OpenedShare(TestKeys.SEGMENT_2, opened.get(0).seed()),
            new OpenedShare(TestKeys.SEGMENT_1, opened.get(1).seed())));
  }

  @Test
  void a_grant_of_another_segment_opens_nothing() {
    Share share = shell.shares().get(0);
    OpenedShare wrong = read(share, grant(second, TestKeys.SEGMENT_2), TestKeys.reader());
    assertOpensNothing(List.of(wrong, readAll().get(1)));
  }

  @Test
  void no_share_at_all_opens_nothing() {
    assertOpensNothing(List.of());
  }

  @Test
  void a_path_of_somebody_else_is_refused() {
    DelegationPath path = grant(first, TestKeys.SEGMENT_1).path();
    assertThatThrownBy(() -> path.verify(TestKeys.reader(1).publicKey()))
        .isInstanceOf(PreException.VerificationFailed.class);
    VerifiedDelegationPath verified = path.verify(TestKeys.reader().publicKey());
    assertThatThrownBy(() -> decapsulation.unwind(TestKeys.reader(1), verified))
        .isInstanceOf(PreException.OpenFailed.class);
  }

  private void assertOpensNothing(List<OpenedShare> shares) {
    assertThatThrownBy(() -> decapsulation.combine(shares, SALT, commitment))
        .isInstanceOf(PreException.OpenFailed.class)
        .hasNoCause()
        .hasMessage("cannot be opened");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fhirpre.crypto.internal.v1.KeyBinding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One key in shares: any t proxies together do what one does alone, fewer do nothing. */
class ThresholdTest {
  private final SecureRandom random = new SecureRandom();
  private final Umbral umbral = TestBackend.umbral(random);
  private final DelegatorSecretKey delegator = TestKeys.delegator();
  private final TerminalSecretKey reader = TestKeys.reader();
  private final KeyFragVerifyingKey verifier = TestKeys.signer().verifyingKey();
  private final FragmentKeys keys =
      new FragmentKeys(verifier, delegator.publicKey(), reader.publicKey());
  private final VerifiedCapsule capsule = TestKeys.seal(umbral).shares().get(0).capsule();

  private List<VerifiedGrant> grants(Threshold threshold) {
    GrantTerms terms = new GrantTerms(TestKeys.consent().build(), threshold);
    return umbral.delegation().delegate(delegator, TestKeys.signer(), terms).stream()
        .map(edge -> GrantEdge.fromBytes(edge.toBytes()).verify(verifier))
        .toList();
  }

  private List<VerifiedCapsuleFrag> transform(List<VerifiedGrant> grants) {
    return grants.stream()
        .map(grant -> umbral.reencryptor().reencryptWithProof(capsule, grant.keyFrag()))
        .map(frag -> CapsuleFrag.fromSimple(frag.toSimple()).verify(capsule, keys))
        .toList();
  }

  private DelegationSecret secret(VerifiedGrant grant) {
    return umbral.decapsulation().unwind(reader, grant.path().verify(reader.publicKey()));
  }

  private byte[] open(DelegationSecret secret, List<VerifiedCapsuleFrag> frags) {
    return bytes(umbral.decapsulation().open(secret, capsule, frags));
  }

  private static byte[] bytes(KeySeed seed) {
    return seed.apply(byte[]::clone);
  }

  private byte[] owners() {
    return bytes(umbral.decapsulation().decapsulateOriginal(delegator, capsule));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "1,3", "2,2", "2,3", "3,5", "5,5", "9,16", "16,16"})
  void any_that_are_enough_open_and_one_less_does_not(int required, int shares) {
    List<VerifiedGrant> grants = grants(new Threshold(required, shares));
    List<VerifiedCapsuleFrag> frags = new ArrayList<>(transform(grants));
    Collections.shuffle(frags, random);
    DelegationSecret secret = secret(grants.get(0));
    assertThat(open(secret, frags.subList(0, required))).isEqualTo(owners());
    assertThat(open(secret, frags)).isEqualTo(owners());
    assertOpensNothing(secret, frags.subList(0, required - 1));
  }

  private void assertOpensNothing(DelegationSecret secret, List<VerifiedCapsuleFrag> frags) {
    assertThatThrownBy(() -> open(secret, frags)).isInstanceOf(PreException.OpenFailed.class);
  }

  @Test
  void every_share_of_a_threshold_of_one_transforms_alone() {
    List<VerifiedGrant> grants = grants(new Threshold(1, 3));
    DelegationSecret secret = secret(grants.get(0));
    for (VerifiedGrant grant : grants) {
      ReencryptedCapsule alone = umbral.reencryptor().reencrypt(capsule, grant.keyFrag());
      assertThat(bytes(umbral.decapsulation().open(secret, alone))).isEqualTo(owners());
    }
  }

  @Test
  void shares_have_one_precursor_and_ids_of_their_own() {
    List<VerifiedGrant> grants = grants(new Threshold(3, 5));
    assertThat(grants).extracting(grant -> grant.path().toBytes()).containsOnly(pathOf(grants));
    assertThat(grants)
        .extracting(grant -> grant.keyFrag().unverified().id())
        .doesNotHaveDuplicates();
  }

  private static byte[] pathOf(List<VerifiedGrant> grants) {
    return grants.get(0).path().toBytes();
  }

  @Test
  void a_share_twice_or_of_another_delegation_or_capsule_opens_nothing() {
    List<VerifiedGrant> grants = grants(new Threshold(2, 3));
    List<VerifiedCapsuleFrag> frags = transform(grants);
    DelegationSecret secret = secret(grants.get(0));
    assertOpensNothing(secret, List.of(frags.get(0), frags.get(0)));
    VerifiedCapsuleFrag foreign = transform(grants(new Threshold(2, 3))).get(1);
    assertOpensNothing(secret, List.of(frags.get(0), foreign));
    VerifiedCapsule other = TestKeys.seal(umbral).shares().get(0).capsule();
    VerifiedCapsuleFrag elsewhere =
        umbral.reencryptor().reencryptWithProof(other, grants.get(1).keyFrag()).verify(other, keys);
    assertOpensNothing(secret, List.of(frags.get(0), elsewhere));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "2,1", "1,17", "0,0", "-1,3"})
  void a_threshold_out_of_range_is_the_callers_mistake(int required, int shares) {
    assertThatThrownBy(() -> new Threshold(required, shares))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(KeyBinding.class)
  void kfrags_of_every_binding_verify_and_open(KeyBinding binding) {
    try (FreshEdge fresh = fresh(new Threshold(2, 2))) {
      List<VerifiedCapsuleFrag> frags = new ArrayList<>();
      for (int value : new int[] {3, 4}) {
        KeyFrag parsed = KeyFrag.fromBytes(made(fresh, binding, value).toBytes());
        assertThat(parsed.commitment().binding()).isEqualTo(binding);
        frags.add(transform(parsed));
      }
      assertThat(open(secret(fresh), frags)).isEqualTo(owners());
    }
  }

  @Test
  void more_fragments_than_there_can_be_shares_open_nothing() {
    try (FreshEdge fresh = fresh(new Threshold(2, 16))) {
      List<VerifiedCapsuleFrag> frags = new ArrayList<>();
      for (int i = 0; i < 17; i++) {
        frags.add(transform(made(fresh, KeyBinding.BOTH, i)));
      }
      assertThat(open(secret(fresh), frags.subList(0, 16))).isEqualTo(owners());
      assertOpensNothing(secret(fresh), frags);
    }
  }

  private FreshEdge fresh(Threshold threshold) {
    Precursor.Ends ends = UmbralDelegation.endsOf(TestKeys.consent().build());
    return new FreshEdge(delegator.scalar(), ends, threshold, TestBackend.arithmetic(random));
  }

  private static KeyFrag made(FreshEdge fresh, KeyBinding binding, int id) {
    KeyFragMaker maker = new KeyFragMaker(fresh, TestKeys.signer(), binding);
    return maker.keyFrag(Digest.of(TestKeys.filled(32, id))).orElseThrow();
  }

  private VerifiedCapsuleFrag transform(KeyFrag frag) {
    VerifiedKeyFrag verified = frag.verify(verifier, delegator.publicKey(), reader.publicKey());
    return umbral.reencryptor().reencryptWithProof(capsule, verified).verify(capsule, keys);
  }

  private DelegationSecret secret(FreshEdge fresh) {
    return TestKeys.secret(reader, fresh.precursor(), delegator.publicKey());
  }
}

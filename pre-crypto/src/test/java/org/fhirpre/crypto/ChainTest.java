// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patient to group to practitioner to device: what opens, and what is refused on the way. */
class ChainTest {
  private final Umbral umbral = TestBackend.umbral(new SecureRandom());
  private final Reencryptor proxy = umbral.reencryptor();
  private final TerminalSecretKey reader = TestKeys.reader();
  private final VerifiedCapsule capsule = TestKeys.seal(umbral).shares().get(0).capsule();
  private final byte[] owners =
      bytes(umbral.decapsulation().decapsulateOriginal(TestKeys.delegator(), capsule));

  private static byte[] bytes(KeySeed seed) {
    return seed.apply(byte[]::clone);
  }

  private DelegationSecret unwind(DelegationPath path) {
    DelegationPath sent = DelegationPath.fromBytes(path.toBytes());
    return umbral
        .decapsulation()
        .unwind(reader, sent.verify(reader.publicKey(), TestChain.REGISTRY));
  }

  private byte[] open(TestChain chain, DelegationPath path) {
    ReencryptedCapsule transformed = proxy.reencrypt(capsule, chain.grants().get(0).keyFrag());
    try (DelegationSecret secret = unwind(path)) {
      return bytes(umbral.decapsulation().open(secret, transformed));
    }
  }

  private byte[] openFrags(TestChain chain, DelegationPath path) {
    List<VerifiedGrant> grants = chain.grants();
    FragmentKeys keys =
        new FragmentKeys(
            TestKeys.signer().verifyingKey(), grants.get(0).delegator(), grants.get(0).delegatee());
    List<VerifiedCapsuleFrag> frags =
        grants.stream()
            .map(grant -> proxy.reencryptWithProof(capsule, grant.keyFrag()).verify(capsule, keys))
            .toList();
    try (DelegationSecret secret = unwind(path)) {
      return bytes(umbral.decapsulation().open(secret, capsule, frags));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void a_reader_at_any_depth_opens_with_and_without_proofs(int edges) {
    TestChain chain = new TestChain(edges, Threshold.SINGLE);
    assertThat(open(chain, chain.plainPath())).isEqualTo(owners);
    assertThat(open(chain, chain.provenPath())).isEqualTo(owners);
    assertThat(openFrags(chain, chain.plainPath())).isEqualTo(owners);
  }

  @ParameterizedTest
  @CsvSource({"2,2,3", "3,3,5", "4,2,2"})
  void thresholds_compose_with_hops(int edges, int required, int shares) {
    TestChain chain = new TestChain(edges, new Threshold(required, shares));
    assertThat(openFrags(chain, chain.provenPath())).isEqualTo(owners);
  }

  @Test
  void one_share_too_few_at_a_hop_opens_nothing() {
    TestChain chain = new TestChain(2, new Threshold(2, 3));
    VerifiedGrant grant = chain.grants().get(0);
    ProvenHop alone = proxy.hopWithProof(grant.precursor(), chain.hops().get(0).get(0));
    DelegationPath path = grant.path().then(alone);
    assertThatThrownBy(() -> openFrags(chain, path)).isInstanceOf(PreException.OpenFailed.class);
  }

  @Test
  void the_group_itself_opens_without_a_hop() {
    TestChain chain = new TestChain(2, Threshold.SINGLE);
    VerifiedGrant grant = chain.grants().get(0);
    ForwardSecretKey group = chain.group();
    DelegationSecret secret =
        umbral.decapsulation().unwind(group, grant.path().verify(group.publicKey()));
    ReencryptedCapsule transformed = proxy.reencrypt(capsule, grant.keyFrag());
    assertThat(bytes(umbral.decapsulation().open(secret, transformed))).isEqualTo(owners);
  }

  @Test
  void one_hop_key_serves_every_patient() {
    TestChain chain = new TestChain(2, Threshold.SINGLE);
    TestChain other = new TestChain(2, Threshold.SINGLE);
    VerifiedHop hop = chain.hops().get(0).get(0);
    VerifiedGrant grant = other.grants().get(0);
    DelegationPath path = grant.path().then(proxy.hop(grant.precursor(), hop));
    assertThat(open(other, path)).isEqualTo(owners);
  }

  @Test
  void what_was_granted_to_a_terminal_key_cannot_be_hopped() {
    TestChain chain = new TestChain(2, Threshold.SINGLE);
    VerifiedHop hop = chain.hops().get(0).get(0);
    ConsentContext context =
        TestKeys.consent().delegatee(chain.group().publicKey()).maxDepth(1).build();
    GrantEdge edge =
        umbral
            .delegation()
            .delegate(TestKeys.delegator(), TestKeys.signer(), GrantTerms.single(context))
            .get(0);
    VerifiedPrecursor asTerminal = edge.verify(TestKeys.signer().verifyingKey()).precursor();
    assertThatThrownBy(() -> proxy.hop(asTerminal, hop))
        .isInstanceOf(IllegalArgumentException.class);
    VerifiedPrecursor elsewhere = new TestChain(1, Threshold.SINGLE).grants().get(0).precursor();
    assertThatThrownBy(() -> proxy.hopWithProof(elsewhere, hop))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_context_of_another_forward_key_is_the_callers_mistake() {
    HopTerms terms = HopTerms.single(TestKeys.membership().build());
    assertThatThrownBy(
            () -> umbral.forwarding().forward(TestChain.group(1), TestKeys.hopSigner(), terms))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_fifth_edge_and_a_way_back_are_refused_when_the_path_is_made() {
    TestChain chain = new TestChain(4, Threshold.SINGLE);
    DelegationPath path = chain.plainPath();
    VerifiedPrecursor last = chain.hops().get(2).get(0).precursor();
    VerifiedPrecursor asGroup =
        new VerifiedPrecursor(last.unverified(), ForwardPublicKey.fromBytes(last.to().toBytes()));
    ForwardSecretKey reused = new ForwardSecretKey(reader.scalar().copy());
    VerifiedHop fifth = chain.forward(reused, TestKeys.reader(1).publicKey()).get(0);
    PlainHop tooFar = proxy.hop(asGroup, fifth);
    assertThatThrownBy(() -> path.then(tooFar)).isInstanceOf(IllegalArgumentException.class);
    TestChain shorter = new TestChain(3, Threshold.SINGLE);
    VerifiedHop back = shorter.forward(TestChain.group(2), TestChain.group(1).publicKey()).get(0);
    VerifiedPrecursor atSecond = shorter.hops().get(0).get(0).precursor();
    DelegationPath toSecond =
        shorter.grants().get(0).path().then(hop(shorter, shorter.grants().get(0).precursor()));
    PlainHop around = proxy.hop(atSecond, back);
    assertThatThrownBy(() -> toSecond.then(around)).isInstanceOf(IllegalArgumentException.class);
  }

  private PlainHop hop(TestChain chain, VerifiedPrecursor previous) {
    return proxy.hop(previous, chain.hops().get(0).get(0));
  }

  @Test
  void a_reader_refuses_what_a_maker_would_not_make() {
    TestChain chain = new TestChain(3, Threshold.SINGLE);
    DelegationPath path = chain.plainPath();
    List<PathHop> hops = path.hops();
    assertRefused(new DelegationPath(path.source(), List.of(hops.get(1))));
    assertRefused(new DelegationPath(path.source(), List.of(hops.get(1), hops.get(0))));
    assertRefused(new DelegationPath(path.source(), List.of(hops.get(0), hops.get(0))));
    assertRefused(chain.grants().get(0).path());
    VerifiedHop back = chain.forward(TestChain.group(2), TestChain.group(1).publicKey()).get(0);
    VerifiedHop out = chain.forward(TestChain.group(1), reader.publicKey()).get(0);
    PlainHop around = proxy.hop(chain.hops().get(0).get(0).precursor(), back);
    PlainHop again = proxy.hop(back.precursor(), out);
    assertRefused(new DelegationPath(path.source(), List.of(hops.get(0), around, again)));
  }

  private void assertRefused(DelegationPath path) {
    assertThatThrownBy(() -> path.verify(reader.publicKey(), TestChain.REGISTRY))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_precursor_proof_that_does_not_hold_is_refused_at_any_edge() {
    DelegationPath path = new TestChain(2, Threshold.SINGLE).plainPath();
    DelegationPath other = new TestChain(2, Threshold.SINGLE).plainPath();
    Precursor source = path.source();
    Precursor swapped = new Precursor(source.ends(), source.x(), other.source().proof());
    assertRefused(new DelegationPath(swapped, path.hops()));
    Precursor foreign = new Precursor(source.ends(), other.source().x(), source.proof());
    assertRefused(new DelegationPath(foreign, path.hops()));
    Precursor hop = path.hops().get(0).precursor();
    Precursor wrong = new Precursor(hop.ends(), hop.x(), source.proof());
    assertRefused(new DelegationPath(source, List.of(new PlainHop(wrong, hop.x()))));
  }

  @Test
  void a_wrong_transform_without_proof_opens_nothing_and_with_proof_is_told() {
    TestChain chain = new TestChain(2, Threshold.SINGLE);
    Precursor hop = chain.plainPath().hops().get(0).precursor();
    DelegationPath lied = chain.grants().get(0).path().then(new PlainHop(hop, hop.x()));
    assertThat(open(chain, lied)).isNotEqualTo(owners);
    ProvenHop honest = (ProvenHop) chain.provenPath().hops().get(0);
    ProvenHop.Share share = honest.shares().get(0);
    ProvenHop.Share wrong = new ProvenHop.Share(share.commitment(), hop.x(), share.proof());
    assertRefused(chain.grants().get(0).path().then(new ProvenHop(hop, List.of(wrong))));
    TestChain other = new TestChain(2, Threshold.SINGLE);
    assertRefused(other.grants().get(0).path().then(honest));
  }

  @Test
  void proven_hops_need_a_known_forwarder_and_its_own_signature() {
    DelegationPath path = new TestChain(2, Threshold.SINGLE).provenPath();
    assertThatThrownBy(() -> path.verify(reader.publicKey()))
        .isInstanceOf(PreException.VerificationFailed.class);
    HopVerifyingKey stranger =
        OrganisationKeys.of(RootSeed.fromBytes(TestKeys.filled(32, 9))).hopSigner().verifyingKey();
    assertThatThrownBy(() -> path.verify(reader.publicKey(), forwarder -> Optional.of(stranger)))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void parts_of_one_hop_merge_and_others_do_not() {
    TestChain chain = new TestChain(2, new Threshold(2, 3));
    VerifiedPrecursor previous = chain.grants().get(0).precursor();
    List<ProvenHop> parts =
        chain.hops().get(0).stream().map(share -> proxy.hopWithProof(previous, share)).toList();
    assertThat(ProvenHop.merge(parts).shares()).hasSize(3);
    assertNotMerged(List.of());
    assertNotMerged(List.of(parts.get(0), parts.get(0)));
    ProvenHop foreign = (ProvenHop) new TestChain(2, Threshold.SINGLE).provenPath().hops().get(0);
    assertNotMerged(List.of(parts.get(0), foreign));
  }

  private static void assertNotMerged(List<ProvenHop> parts) {
    assertThatThrownBy(() -> ProvenHop.merge(parts))
        .isInstanceOf(PreException.VerificationFailed.class);
  }

  @Test
  void a_share_that_occurs_twice_in_a_path_is_refused() {
    TestChain chain = new TestChain(2, new Threshold(2, 2));
    ProvenHop hop = (ProvenHop) chain.provenPath().hops().get(0);
    ProvenHop.Share share = hop.shares().get(0);
    ProvenHop doubled = new ProvenHop(hop.precursor(), List.of(share, share));
    assertRefused(chain.grants().get(0).path().then(doubled));
  }

  @Test
  void values_name_their_parts() {
    TestChain chain = new TestChain(2, Threshold.SINGLE);
    VerifiedHop hop = chain.hops().get(0).get(0);
    byte[] context =
        TestKeys.membership().from(TestChain.group(1).publicKey()).maxDepth(3).build().digest();
    assertThat(hop.context()).isEqualTo(context);
    assertThat(hop.from()).isEqualTo(TestChain.group(1).publicKey());
    assertThat(hop.to()).isEqualTo(reader.publicKey());
    VerifiedDelegationPath path = chain.plainPath().verify(reader.publicKey());
    assertThat(path.membershipContexts()).containsExactly(context);
    assertThat(path.context()).isEqualTo(chain.grants().get(0).context());
    assertThat(hop).asString().startsWith("VerifiedHop[").hasSize("VerifiedHop[]".length() + 36);
  }
}

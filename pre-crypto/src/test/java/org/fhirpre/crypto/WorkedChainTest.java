// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.crypto.ScriptedRandom.scalar;

import java.util.HexFormat;
import java.util.List;
import org.fhirpre.crypto.internal.group.Point;
import org.junit.jupiter.api.Test;

/** Worked values of docs/spec/chains.md: patient to group (x = 37) to reader (x = 41). */
class WorkedChainTest {
  private final VerifiedGrant grant = grant();
  private final VerifiedHop hop = hop();
  private final ProvenHop proven =
      new UmbralReencryptor(TestBackend.arithmetic()).hopWithProof(grant.precursor(), hop);
  private final Point transformed = proven.shares().get(0).transformed();

  private static VerifiedGrant grant() {
    ForwardPublicKey group = TestKeys.group().publicKey();
    ConsentContext context = TestKeys.consent().delegatee(group).maxDepth(2).build();
    return new UmbralDelegation(TestBackend.arithmetic(ScriptedRandom.answering(scalar(37))))
        .delegate(TestKeys.delegator(), TestKeys.signer(), GrantTerms.single(context))
        .get(0)
        .verify(TestKeys.signer().verifyingKey(), group);
  }

  private static VerifiedHop hop() {
    HopTerms terms = HopTerms.single(TestKeys.membership().build());
    return new UmbralForwarding(TestBackend.arithmetic(ScriptedRandom.answering(scalar(41))))
        .forward(TestKeys.group(), TestKeys.hopSigner(), terms)
        .get(0)
        .verify(TestKeys.hopSigner().verifyingKey());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void precursors_of_both_edges() {
    assertThat(hex(grant.precursor().unverified().x().encoded()))
        .isEqualTo("0362d14dab4150bf497402fdc45a215e10dcb01c354959b10cfe31c7e9d87ff33d");
    assertThat(hex(hop.precursor().unverified().x().encoded()))
        .isEqualTo("037a9375ad6167ad54aa74c6348cc54d344cc5dc9487d847049d5eabb0fa03c8fb");
  }

  @Test
  void the_hop_key_and_its_commitment() {
    assertThat(hop.hk().<String>apply(WorkedChainTest::hex))
        .isEqualTo("afdac23d2d1df38407d4e793c4c2facbe19805ad709ea45bdaa7fd0e6eb0936e");
    assertThat(hex(hop.commitment().h1().encoded()))
        .isEqualTo("03491dfb69f6977dabde00e12d05362c72ece4095035455e0fa32241ecf15ace50");
  }

  @Test
  void the_transform_of_the_first_precursor() {
    assertThat(hex(transformed.encoded()))
        .isEqualTo("03f5d259e30a692ff548dcd6a66cade863622f47361226e029388c133e215b7163");
  }

  @Test
  void the_points_that_the_ends_of_each_edge_share() {
    Point last = hop.precursor().unverified().x();
    Point first = grant.precursor().unverified().x();
    assertThat(hex(TestBackend.group().mulReceiving(last, TestKeys.reader().scalar()).encoded()))
        .isEqualTo("0210814081964872630bb585ac7ad7ef45b3d006bdfbfbeec2e3cf0eff626db2fa");
    assertThat(hex(TestBackend.group().mulReceiving(first, TestKeys.group().scalar()).encoded()))
        .isEqualTo("02b79862cbf649edc8360462ca1a734020677a3748cf751e83bc2b87ad7cbe866c");
  }

  @Test
  void the_reader_unwinds_to_the_first_edge() {
    TerminalSecretKey reader = TestKeys.reader();
    DelegationPath path = grant.path().then(new PlainHop(proven.precursor(), transformed));
    UmbralDecapsulation decapsulation = new UmbralDecapsulation(TestBackend.group());
    DelegationSecret secret = decapsulation.unwind(reader, path.verify(reader.publicKey()));
    assertThat(secret.d().<String>apply(WorkedChainTest::hex))
        .isEqualTo("6977b9b9f289f7c07df9948a675c07664c78ba8f495b1b89eae32fa660edad6e");
    assertThat(List.of(path.edges(), path.toBytes().length)).containsExactly(2, 202 + 231);
  }

  @Test
  void the_transform_of_a_capsule() {
    VerifiedCapsule capsule =
        new UmbralEncapsulation(
                TestBackend.arithmetic(ScriptedRandom.answering(scalar(7), scalar(11))))
            .encapsulate(TestKeys.delegator().publicKey())
            .capsule();
    UmbralReencryptor proxy = new UmbralReencryptor(TestBackend.arithmetic());
    assertThat(hex(proxy.reencrypt(capsule, grant.keyFrag()).toBytes()))
        .isEqualTo("02a2f436cfafee9da47f91fab0c6a0247a652fc9ff2b8132a8d1871e787d3ce6ba");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How deep a path may be by the contexts behind its digests. */
class PathDepthTest {
  private final Umbral umbral = TestBackend.umbral(new SecureRandom());
  private final Reencryptor proxy = umbral.reencryptor();
  private final TerminalSecretKey reader = TestKeys.reader();

  @Test
  void the_contexts_limit_the_depth_of_the_path_and_of_its_rest() {
    TestChain chain = new TestChain(3, Threshold.SINGLE);
    DelegationPath path = chain.plainPath();
    ConsentContext consent = consent(chain, 4);
    MembershipContext first = membership(TestChain.group(1), TestChain.group(2).publicKey());
    MembershipContext second = membership(TestChain.group(2), reader.publicKey());
    path.requirePermitted(consent, List.of(first, second));
    assertNotPermitted(path, consent(chain, 3), List.of(first, second));
    assertNotPermitted(path, consent, List.of(second, first));
    assertNotPermitted(path, consent, List.of(first));
  }

  @Test
  void a_path_deeper_than_its_contexts_allow_is_refused() {
    ConsentContext shallow = TestKeys.consent().delegatee(TestChain.group(1).publicKey()).build();
    MembershipContext.Builder builder =
        TestKeys.membership().from(TestChain.group(1).publicKey()).to(reader.publicKey());
    VerifiedGrant grant =
        umbral
            .delegation()
            .delegate(TestKeys.delegator(), TestKeys.signer(), GrantTerms.single(shallow))
            .get(0)
            .verify(TestKeys.signer().verifyingKey(), TestChain.group(1).publicKey());
    MembershipContext membership = builder.maxDepth(1).build();
    VerifiedHop hop =
        umbral
            .forwarding()
            .forward(TestChain.group(1), TestKeys.hopSigner(), HopTerms.single(membership))
            .get(0)
            .verify(TestKeys.hopSigner().verifyingKey());
    DelegationPath path = grant.path().then(proxy.hop(grant.precursor(), hop));
    assertNotPermitted(path, shallow, List.of(membership));
    grant.path().requirePermitted(shallow, List.of());
  }

  private static ConsentContext consent(TestChain chain, int maxDepth) {
    return TestKeys.consent()
        .delegatee(chain.grants().get(0).delegatee())
        .maxDepth(maxDepth)
        .build();
  }

  private static MembershipContext membership(ForwardSecretKey from, ReceivingPublicKey to) {
    return TestKeys.membership().from(from.publicKey()).to(to).maxDepth(3).build();
  }

  private static void assertNotPermitted(
      DelegationPath path, ConsentContext consent, List<MembershipContext> memberships) {
    assertThatThrownBy(() -> path.requirePermitted(consent, memberships))
        .isInstanceOf(PreException.VerificationFailed.class);
  }
}

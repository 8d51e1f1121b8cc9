// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chain from a patient over groups to a reader: grant, hop keys, and what a proxy makes of them.
 */
final class TestChain {
  static final HopKeyRegistry REGISTRY =
      forwarder -> Optional.of(TestKeys.hopSigner().verifyingKey());

  private final Umbral umbral = TestBackend.umbral(new SecureRandom());
  private final Threshold threshold;
  private final List<ForwardSecretKey> groups = new ArrayList<>();
  private final List<VerifiedGrant> grants;
  private final List<List<VerifiedHop>> hops = new ArrayList<>();

  /**
   * @param edges 1..4
   * @param threshold at every edge
   */
  TestChain(int edges, Threshold threshold) {
    this.threshold = threshold;
    for (int i = 1; i < edges; i++) {
      groups.add(group(i));
    }
    this.grants = grant(receiver(0));
    for (int i = 0; i < groups.size(); i++) {
      hops.add(forward(groups.get(i), receiver(i + 1)));
    }
  }

  static ForwardSecretKey group(int index) {
    return OrganisationKeys.of(TestKeys.root())
        .forward("http://example.org/test|group-" + index, Epoch.parse("2026"));
  }

  private ReceivingPublicKey receiver(int edge) {
    return edge < groups.size() ? groups.get(edge).publicKey() : TestKeys.reader().publicKey();
  }

  private List<VerifiedGrant> grant(ReceivingPublicKey to) {
    ConsentContext context = TestKeys.consent().delegatee(to).maxDepth(4).build();
    return umbral
        .delegation()
        .delegate(TestKeys.delegator(), TestKeys.signer(), new GrantTerms(context, threshold))
        .stream()
        .map(edge -> GrantEdge.fromBytes(edge.toBytes()))
        .map(edge -> edge.verify(TestKeys.signer().verifyingKey(), to))
        .toList();
  }

  List<VerifiedHop> forward(ForwardSecretKey from, ReceivingPublicKey to) {
    MembershipContext context =
        TestKeys.membership().from(from.publicKey()).to(to).maxDepth(3).build();
    return umbral
        .forwarding()
        .forward(from, TestKeys.hopSigner(), new HopTerms(context, threshold))
        .stream()
        .map(edge -> HopEdge.fromBytes(edge.toBytes()))
        .map(edge -> edge.verify(TestKeys.hopSigner().verifyingKey(), to))
        .toList();
  }

  List<VerifiedGrant> grants() {
    return grants;
  }

  /** The hop keys behind the first edge, each in shares. */
  List<List<VerifiedHop>> hops() {
    return hops;
  }

  ForwardSecretKey group() {
    return groups.get(0);
  }

  /** With proofs, of exactly as many proxies as are required, the last ones. */
  DelegationPath provenPath() {
    DelegationPath path = grants.get(0).path();
    VerifiedPrecursor previous = grants.get(0).precursor();
    for (List<VerifiedHop> hop : hops) {
      path = path.then(proven(previous, hop));
      previous = hop.get(0).precursor();
    }
    return path;
  }

  private ProvenHop proven(VerifiedPrecursor previous, List<VerifiedHop> hop) {
    int first = hop.size() - threshold.required();
    return ProvenHop.merge(
        hop.subList(first, hop.size()).stream()
            .map(share -> umbral.reencryptor().hopWithProof(previous, share))
            .map(part -> ProvenHop.fromBytes(part.toBytes()))
            .toList());
  }

  /** Without proofs, of one proxy. */
  DelegationPath plainPath() {
    DelegationPath path = grants.get(0).path();
    VerifiedPrecursor previous = grants.get(0).precursor();
    for (List<VerifiedHop> hop : hops) {
      path = path.then(umbral.reencryptor().hop(previous, hop.get(0)));
      previous = hop.get(0).precursor();
    }
    return path;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.EdgeKind;

/** docs/spec/chains.md §4. */
final class UmbralForwarding implements Forwarding {
  private final Arithmetic arithmetic;

  UmbralForwarding(Arithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  @Override
  public List<HopEdge> forward(ForwardSecretKey key, HopSigner signer, HopTerms terms) {
    if (!key.publicKey().equals(terms.context().from())) {
      throw new IllegalArgumentException("the context names another forward key");
    }
    Precursor.Ends ends = endsOf(terms.context());
    try (FreshEdge edge = new FreshEdge(key.scalar(), ends, terms.threshold(), arithmetic)) {
      List<Share> shares =
          Stream.generate(() -> share(edge)).limit(terms.threshold().shares()).toList();
      Precursor precursor = edge.proven();
      return shares.stream()
          .map(each -> new HopEdge(precursor, each.hk, commit(each, precursor, signer)))
          .toList();
    }
  }

  static Precursor.Ends endsOf(MembershipContext context) {
    return new Precursor.Ends(
        EdgeKind.HOP,
        Digest.of(context.digest()),
        context.from().point(),
        EncodedKey.pointOf(context.to()));
  }

  private record Share(Digest id, SecretScalar hk) {}

  private Share share(FreshEdge edge) {
    while (true) {
      byte[] random = new byte[Digest.BYTES];
      arithmetic.random().nextBytes(random);
      Digest id = Digest.of(random);
      Optional<SecretScalar> hk = edge.share(id);
      if (hk.isPresent()) {
        return new Share(id, hk.get());
      }
    }
  }

  private HopCommitment commit(Share share, Precursor precursor, HopSigner signer) {
    Point h1 = arithmetic.group().mulU(share.hk);
    return HopCommitment.sign(
        new HopCommitment.Unsigned(precursor, share.id, h1), signer, arithmetic.group());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.v1.EdgeKind;
import org.fhirpre.crypto.internal.v1.KeyBinding;

/** docs/spec/core.md §4 and §6. */
final class UmbralDelegation implements Delegation {
  private final Arithmetic arithmetic;

  UmbralDelegation(Arithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  @Override
  public List<GrantEdge> delegate(DelegatorSecretKey key, KeyFragSigner signer, GrantTerms terms) {
    if (!key.publicKey().equals(terms.context().delegator())) {
      throw new IllegalArgumentException("the context names another delegator");
    }
    Precursor.Ends ends = endsOf(terms.context());
    try (FreshEdge edge = new FreshEdge(key.scalar(), ends, terms.threshold(), arithmetic)) {
      KeyFragMaker maker = new KeyFragMaker(edge, signer, KeyBinding.BOTH);
      List<Bound> frags =
          Stream.generate(() -> bound(maker)).limit(terms.threshold().shares()).toList();
      Precursor precursor = edge.proven();
      return frags.stream()
          .map(frag -> new GrantEdge(ends, frag.nonce.toBytes(), precursor.proof(), frag.keyFrag))
          .toList();
    }
  }

  static Precursor.Ends endsOf(ConsentContext context) {
    return new Precursor.Ends(
        EdgeKind.FIRST,
        Digest.of(context.digest()),
        context.delegator().point(),
        EncodedKey.pointOf(context.delegatee()));
  }

  /** A kfrag and the nonce that ties its id to the context. */
  private record Bound(Digest nonce, KeyFrag keyFrag) {}

  private Bound bound(KeyFragMaker maker) {
    while (true) {
      byte[] nonce = new byte[GrantEdge.NONCE_BYTES];
      arithmetic.random().nextBytes(nonce);
      Digest id = GrantEdge.keyFragId(maker.edge().ends().context(), nonce);
      Optional<KeyFrag> keyFrag = maker.keyFrag(id);
      if (keyFrag.isPresent()) {
        return new Bound(Digest.of(nonce), keyFrag.get());
      }
    }
  }
}

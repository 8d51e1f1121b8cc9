// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.FragmentProof;
import org.fhirpre.crypto.internal.v1.HopProof;

/** docs/spec/core.md §7 and §8, docs/spec/chains.md §5. */
final class UmbralReencryptor implements Reencryptor {
  // Below this, handing work to other threads costs more than it saves.
  private static final int PARALLEL_FROM = 32;

  private final Arithmetic arithmetic;

  UmbralReencryptor(Arithmetic arithmetic) {
    this.arithmetic = arithmetic;
  }

  @Override
  public ReencryptedCapsule reencrypt(VerifiedCapsule capsule, VerifiedKeyFrag keyFrag) {
    SecretScalar rk = keyFrag.unverified().rk();
    return new ReencryptedCapsule(arithmetic.group().mulDelegated(capsule.sum(), rk));
  }

  @Override
  public List<ReencryptedCapsule> reencryptAll(List<Reencryption> page) {
    Stream<Reencryption> work = page.size() < PARALLEL_FROM ? page.stream() : page.parallelStream();
    return work.map(one -> reencrypt(one.capsule(), one.keyFrag())).toList();
  }

  @Override
  public CapsuleFrag reencryptWithProof(VerifiedCapsule capsule, VerifiedKeyFrag keyFrag) {
    KeyFrag frag = keyFrag.unverified();
    SecretScalar rk = frag.rk();
    Point e = capsule.capsule().e();
    Point v = capsule.capsule().v();
    Point e1 = arithmetic.group().mulDelegated(e, rk);
    Point v1 = arithmetic.group().mulDelegated(v, rk);
    KeyFrag.Commitment commitment = frag.commitment();
    FragmentProof.Statement statement =
        new FragmentProof.Statement(
            new FragmentProof.Pair(e, e1),
            new FragmentProof.Pair(v, v1),
            new FragmentProof.Pair(Secp256k1.U, commitment.u1()));
    CapsuleFrag.Origin origin =
        new CapsuleFrag.Origin(
            frag.id(), frag.precursor(), commitment.u1(), commitment.forReceiver());
    return new CapsuleFrag(e1, v1, origin, FragmentProof.prove(statement, rk, arithmetic));
  }

  @Override
  public PlainHop hop(VerifiedPrecursor previous, VerifiedHop hop) {
    return new PlainHop(hop.precursor().unverified(), transform(previous, hop));
  }

  @Override
  public ProvenHop hopWithProof(VerifiedPrecursor previous, VerifiedHop hop) {
    Point transformed = transform(previous, hop);
    Precursor precursor = hop.precursor().unverified();
    HopProof.Statement statement =
        ProvenHop.statement(
            precursor, previous.unverified().x(), transformed, hop.commitment().h1());
    HopProof proof = HopProof.prove(statement, hop.hk(), arithmetic);
    ProvenHop.Share share = new ProvenHop.Share(hop.commitment(), transformed, proof);
    return new ProvenHop(precursor, List.of(share));
  }

  // Keys of one point in different roles differ: what was granted to a terminal key stays there.
  private Point transform(VerifiedPrecursor previous, VerifiedHop hop) {
    if (!previous.to().equals(hop.from())) {
      throw new IllegalArgumentException("the hop does not start where the edge ends");
    }
    return arithmetic.group().mulDelegated(previous.unverified().x(), hop.hk());
  }
}

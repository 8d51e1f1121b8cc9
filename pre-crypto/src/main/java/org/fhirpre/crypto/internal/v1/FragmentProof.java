// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import java.util.Optional;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;

/**
 * Proof that one re-encryption key maps E to E1, V to V1 and U to U1: commitments E2, V2, U2 and
 * response z.
 *
 * <p>Source: {@code docs/spec/core.md} §8.
 */
public record FragmentProof(Point e2, Point v2, Point u2, Scalar z) {

  /** What is proven: three pairs of points with the same ratio. */
  public record Statement(Pair e, Pair v, Pair u) {

    Scalar challenge(Point e2, Point v2, Point u2) {
      return HashToScalar.tagged(Tags.CFRAG_VERIFICATION)
          .with(e.from, e.to, e2)
          .with(v.from, v.to, v2)
          .with(u.from, u.to, u2)
          .scalar();
    }

    byte[] transcript() {
      LengthPrefixed fields = new LengthPrefixed().string(Tags.CFRAG_VERIFICATION);
      for (Pair pair : new Pair[] {e, v, u}) {
        fields.bytes(pair.from.encoded()).bytes(pair.to.encoded());
      }
      return fields.sha256();
    }
  }

  /** A point and its multiple by the re-encryption key. */
  public record Pair(Point from, Point to) {

    boolean answers(Scalar z, Scalar challenge, Point commitment, GroupProvider group) {
      return group.difference(z, from, challenge, to).filter(commitment::equals).isPresent();
    }
  }

  public static FragmentProof prove(Statement statement, SecretScalar key, Arithmetic with) {
    while (true) {
      try (SecretScalar nonce = HedgedNonce.of(key, statement.transcript(), with.random())) {
        Optional<FragmentProof> proof = prove(statement, key, nonce, with.group());
        if (proof.isPresent()) {
          return proof.get();
        }
      }
    }
  }

  private static Optional<FragmentProof> prove(
      Statement statement, SecretScalar key, SecretScalar nonce, GroupProvider group) {
    Point e2 = group.mulDelegated(statement.e.from, nonce);
    Point v2 = group.mulDelegated(statement.v.from, nonce);
    Point u2 = group.mulU(nonce);
    Scalar challenge = statement.challenge(e2, v2, u2);
    return nonce.respond(challenge, key).map(z -> new FragmentProof(e2, v2, u2, z));
  }

  public boolean proves(Statement statement, GroupProvider group) {
    Scalar challenge = statement.challenge(e2, v2, u2);
    return statement.e.answers(z, challenge, e2, group)
        && statement.v.answers(z, challenge, v2, group)
        && statement.u.answers(z, challenge, u2, group);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import java.util.Optional;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.SecretScalar;

/**
 * Proof that a hop key maps the previous precursor to Y as it maps U to its commitment H1 (equality
 * of logarithms): challenge c 32, response z 32.
 *
 * <p>Source: {@code docs/spec/chains.md} §5.
 */
public record HopProof(Scalar challenge, Scalar response) {

  /**
   * What is proven.
   *
   * @param context of the hop
   */
  public record Statement(
      SchnorrProof.Context context, Point previous, Point transformed, Point commitment) {

    private HashToScalar hash() {
      return HashToScalar.tagged(Tags.HOP_PROOF)
          .with(context.bytes)
          .with(previous, transformed, Secp256k1.U, commitment);
    }

    Scalar challenge(Point r1, Point r2) {
      return hash().with(r1, r2).scalar();
    }

    byte[] transcript() {
      return hash().scalar().encoded();
    }
  }

  public static HopProof prove(Statement statement, SecretScalar key, Arithmetic with) {
    while (true) {
      try (SecretScalar nonce = HedgedNonce.of(key, statement.transcript(), with.random())) {
        Optional<HopProof> proof = prove(statement, key, nonce, with.group());
        if (proof.isPresent()) {
          return proof.get();
        }
      }
    }
  }

  // Empty if the response comes out as zero.
  static Optional<HopProof> prove(
      Statement statement, SecretScalar key, SecretScalar nonce, GroupProvider group) {
    Point r1 = group.mulDelegated(statement.previous, nonce);
    Scalar challenge = statement.challenge(r1, group.mulU(nonce));
    return nonce.respond(challenge, key).map(z -> new HopProof(challenge, z));
  }

  public boolean proves(Statement statement, GroupProvider group) {
    Optional<Point> r1 =
        group.difference(response, statement.previous, challenge, statement.transformed);
    Optional<Point> r2 = group.difference(response, Secp256k1.U, challenge, statement.commitment);
    return r1.flatMap(first -> r2.map(second -> statement.challenge(first, second)))
        .filter(challenge::equals)
        .isPresent();
  }
}

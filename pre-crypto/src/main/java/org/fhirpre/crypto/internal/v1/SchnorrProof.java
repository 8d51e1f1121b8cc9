// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import java.util.Optional;
import org.fhirpre.crypto.internal.group.Arithmetic;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;

/**
 * Proof of knowledge of the logarithm of a point, bound to a statement: challenge c 32, response z
 * 32. With R = y*G: c = H2S(tag, statement, P, R), z = y + c*secret.
 *
 * <p>Source: {@code docs/spec/core.md} §2.
 */
public record SchnorrProof(Scalar challenge, Scalar response) {
  public static final int BYTES = 2 * Scalar.BYTES;

  /**
   * What is proven.
   *
   * @param tag domain separation
   * @param context everything hashed before the point; its length is fixed for one tag
   * @param point whose logarithm is known
   */
  public record Statement(String tag, Context context, Point point) {

    Scalar challenge(Point commitment) {
      return HashToScalar.tagged(tag).with(context.bytes).with(point, commitment).scalar();
    }

    byte[] transcript() {
      return new LengthPrefixed().string(tag).bytes(context.bytes).bytes(point.encoded()).sha256();
    }
  }

  /** Concatenated parts of a statement. */
  public static final class Context {
    final byte[] bytes;

    private Context(byte[] bytes) {
      this.bytes = bytes;
    }

    public static Context of(byte[] hash, Point... points) {
      FieldWriter writer =
          new FieldWriter(Layout.SIMPLE, hash.length + points.length * Point.BYTES).bytes(hash);
      for (Point point : points) {
        writer.point(point);
      }
      return new Context(writer.toBytes());
    }
  }

  public static SchnorrProof prove(Statement statement, SecretScalar secret, Arithmetic with) {
    while (true) {
      try (SecretScalar nonce = HedgedNonce.of(secret, statement.transcript(), with.random())) {
        Optional<SchnorrProof> proof = prove(statement, secret, nonce, with.group());
        if (proof.isPresent()) {
          return proof.get();
        }
      }
    }
  }

  // Empty if the response comes out as zero.
  static Optional<SchnorrProof> prove(
      Statement statement, SecretScalar secret, SecretScalar nonce, GroupProvider group) {
    Scalar challenge = statement.challenge(group.mulBase(nonce));
    return nonce.respond(challenge, secret).map(z -> new SchnorrProof(challenge, z));
  }

  public boolean proves(Statement statement, GroupProvider group) {
    return group
        .schnorrCommitment(response, challenge, statement.point())
        .map(statement::challenge)
        .filter(challenge::equals)
        .isPresent();
  }

  public byte[] toBytes() {
    return new FieldWriter(Layout.SIMPLE, BYTES).proof(this).toBytes();
  }
}

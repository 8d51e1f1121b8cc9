// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.util.Optional;

/**
 * Arithmetic of secp256k1 by one library. Each method says whether its scalar may be secret; a
 * {@link SecretScalar} fits only where it may. Nothing returns the identity.
 *
 * <p>Points of another provider are accepted. Implementations are immutable and thread-safe.
 */
public interface GroupProvider {

  /** Name for operators, such as {@code bouncy-castle}. */
  String name();

  /** Empty unless 33 bytes, tag 02 or 03, x below p and on the curve. */
  Optional<Point> decode(byte[] sec1);

  /** k * G, k secret. */
  Point mulBase(SecretScalar k);

  /** k * U, k the secret of a delegation or the nonce of a proof about one. */
  Point mulU(SecretScalar k);

  /** k * P, k a patient's key, P chosen by somebody else: regular on any provider and setting. */
  Point mulLongTerm(Point p, SecretScalar k);

  /** k * P, k a reader's key, P chosen by somebody else: once per delegation. */
  default Point mulReceiving(Point p, SecretScalar k) {
    return mulLongTerm(p, k);
  }

  /** k * P, k secret and used once. */
  Point mulSecret(Point p, SecretScalar k);

  /** k * P, k the secret of a delegation or the nonce of a proof about one. */
  default Point mulDelegated(Point p, SecretScalar k) {
    return mulSecret(p, k);
  }

  /** k * P of public values, variable time. */
  Point mulPublic(Point p, Scalar k);

  /** P + Q; empty if that is the identity. */
  Optional<Point> add(Point p, Point q);

  /** z*P - c*Q of public values, variable time; empty if that is the identity. */
  default Optional<Point> difference(Scalar z, Point p, Scalar c, Point q) {
    return add(mulPublic(p, z), mulPublic(q, c.negated()));
  }

  /** c*P + Q of public values, variable time; empty if that is the identity. */
  default Optional<Point> sum(Scalar c, Point p, Point q) {
    return add(mulPublic(p, c), q);
  }

  /**
   * The commitment R' = z*G - c*P that a Schnorr verifier recomputes; public values, variable time.
   */
  Optional<Point> schnorrCommitment(Scalar z, Scalar c, Point p);

  /** ECDSA with SHA-256 of the message, nonce by RFC 6979, low S: the same on every provider. */
  Signature sign(SecretScalar key, byte[] message);

  boolean verifies(Signature signature, Point key, byte[] message);
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.encoders.Hex;

/**
 * Arithmetic of secp256k1, additive, prime order n, generator G, second generator U.
 *
 * <p>Secret scalars only ever meet two multiplications: the fixed-base comb with masked table scan
 * ({@link #mulBase}, {@link #mulU}) and the regular signed window with masked table scan ({@link
 * #mulSecret}). Both are <em>regular</em>, not strictly constant-time: the length of a {@code
 * BigInteger} and carries of the field arithmetic can show, and the JIT promises nothing.
 *
 * <p>Source: SEC 2 §2.4.1; U is RFC 9380 hash_to_curve, suite secp256k1_XMD:SHA-256_SSWU_RO_, DST
 * {@code PARAMETERS}, message {@code POINT_U}.
 */
public final class Secp256k1 {
  // The custom curve, not the generic one: the generic field has no regular arithmetic.
  private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
  private static final ECCurve CURVE = PARAMETERS.getCurve();

  static final BigInteger ORDER = PARAMETERS.getN();

  public static final Point G = Point.ofProduct(PARAMETERS.getG());
  public static final Point U =
      decode(Hex.decode("03079390d0fbe220fc34aab8ecbf49098098036820fadb98c03143e55db8ec73cd"))
          .orElseThrow();

  private Secp256k1() {}

  /** Empty unless 33 bytes, tag 02 or 03, x below p and on the curve. */
  public static Optional<Point> decode(byte[] sec1) {
    // Bouncy Castle alone would also take the 65-byte and hybrid forms and the 1-byte identity.
    if (sec1.length != Point.BYTES || (sec1[0] != 0x02 && sec1[0] != 0x03)) {
      return Optional.empty();
    }
    try {
      return Point.of(CURVE.decodePoint(sec1));
    } catch (IllegalArgumentException notOnCurve) {
      return Optional.empty();
    }
  }

  /** k * G, k secret. */
  public static Point mulBase(SecretScalar k) {
    return comb(G, k);
  }

  /** k * U, k secret. */
  public static Point mulU(SecretScalar k) {
    return comb(U, k);
  }

  private static Point comb(Point fixed, SecretScalar k) {
    return Point.ofProduct(new FixedPointCombMultiplier().multiply(fixed.affine(), k.value()));
  }

  /** k * P, k secret, P possibly chosen by somebody else. */
  public static Point mulSecret(Point p, SecretScalar k) {
    return Point.ofProduct(ECAlgorithms.multiplySecret(p.affine(), k.value()));
  }

  /** P + Q; empty if that is the identity. */
  public static Optional<Point> add(Point p, Point q) {
    return Point.of(p.affine().add(q.affine()));
  }

  /** z*P - c*Q of public values, variable time; empty if that is the identity. */
  public static Optional<Point> difference(Scalar z, Point p, Scalar c, Point q) {
    ECPoint sum =
        ECAlgorithms.sumOfTwoMultiplies(
            p.affine(), z.value(), q.affine(), ORDER.subtract(c.value()));
    return Point.of(sum);
  }

  /** The commitment R' = z*G - c*P that a Schnorr verifier recomputes; public values. */
  public static Optional<Point> schnorrCommitment(Scalar z, Scalar c, Point p) {
    return difference(z, G, c, p);
  }

  /** c*P + Q of public values, variable time; empty if that is the identity. */
  public static Optional<Point> sum(Scalar c, Point p, Point q) {
    ECPoint sum =
        ECAlgorithms.sumOfTwoMultiplies(p.affine(), c.value(), q.affine(), BigInteger.ONE);
    return Point.of(sum);
  }

  static X9ECParameters parameters() {
    return PARAMETERS;
  }
}

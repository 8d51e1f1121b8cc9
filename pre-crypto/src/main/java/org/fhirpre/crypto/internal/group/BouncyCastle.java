// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * The group in Java, always there.
 *
 * <p>Secret scalars only ever meet two multiplications: the fixed-base comb with masked table scan
 * and the regular signed window with masked table scan. Both are <em>regular</em>, not strictly
 * constant-time: the length of a {@code BigInteger} and carries of the field arithmetic can show,
 * and the JIT promises nothing.
 */
public final class BouncyCastle implements GroupProvider {
  // The custom curve, not the generic one: the generic field has no regular arithmetic.
  private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(PARAMETERS);
  private static final ECPoint G = PARAMETERS.getG();
  private static final ECPoint U =
      PARAMETERS.getCurve().decodePoint(Secp256k1.U.uncompressed()).normalize();

  @Override
  public String name() {
    return "bouncy-castle";
  }

  @Override
  public Optional<Point> decode(byte[] sec1) {
    // Bouncy Castle alone would also take the 65-byte and hybrid forms and the 1-byte identity.
    if (sec1.length != Point.BYTES || (sec1[0] != 0x02 && sec1[0] != 0x03)) {
      return Optional.empty();
    }
    try {
      return point(PARAMETERS.getCurve().decodePoint(sec1));
    } catch (IllegalArgumentException notOnCurve) {
      return Optional.empty();
    }
  }

  @Override
  public Point mulBase(SecretScalar k) {
    return comb(G, k);
  }

  @Override
  public Point mulU(SecretScalar k) {
    return comb(U, k);
  }

  // The table of a fixed point is kept with the point object, so it must be the same one each time.
  private static Point comb(ECPoint fixed, SecretScalar k) {
    return product(new FixedPointCombMultiplier().multiply(fixed, k.value()));
  }

  @Override
  public Point mulLongTerm(Point p, SecretScalar k) {
    return product(ECAlgorithms.multiplySecret(own(p), k.value()));
  }

  @Override
  public Point mulSecret(Point p, SecretScalar k) {
    return mulLongTerm(p, k);
  }

  @Override
  public Point mulPublic(Point p, Scalar k) {
    return product(own(p).multiply(k.value()));
  }

  @Override
  public Optional<Point> add(Point p, Point q) {
    return point(own(p).add(own(q)));
  }

  @Override
  public Optional<Point> difference(Scalar z, Point p, Scalar c, Point q) {
    return joint(z.value(), own(p), c.negated().value(), own(q));
  }

  @Override
  public Optional<Point> sum(Scalar c, Point p, Point q) {
    return joint(c.value(), own(p), BigInteger.ONE, own(q));
  }

  @Override
  public Optional<Point> schnorrCommitment(Scalar z, Scalar c, Point p) {
    return joint(z.value(), G, c.negated().value(), own(p));
  }

  private static Optional<Point> joint(BigInteger a, ECPoint p, BigInteger b, ECPoint q) {
    return point(ECAlgorithms.sumOfTwoMultiplies(p, a, q, b));
  }

  @Override
  public Signature sign(SecretScalar key, byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(key.value(), DOMAIN));
    BigInteger[] rs = signer.generateSignature(Sha256.of(message));
    return Signature.lowS(rs[0], rs[1]);
  }

  @Override
  public boolean verifies(Signature signature, Point key, byte[] message) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(own(key), DOMAIN));
    return verifier.verifySignature(
        Sha256.of(message), signature.r().value(), signature.s().value());
  }

  private static ECPoint own(Point p) {
    return p.form(ECPoint.class)
        .orElseGet(() -> PARAMETERS.getCurve().decodePoint(p.uncompressed()));
  }

  private static Optional<Point> point(ECPoint result) {
    if (result.isInfinity()) {
      return Optional.empty();
    }
    ECPoint affine = result.normalize();
    return Optional.of(Point.of(affine.getEncoded(false), affine));
  }

  // A non-zero scalar times a point other than the identity.
  private static Point product(ECPoint product) {
    return point(product)
        .orElseThrow(() -> new IllegalStateException("a product came out as the identity"));
  }
}

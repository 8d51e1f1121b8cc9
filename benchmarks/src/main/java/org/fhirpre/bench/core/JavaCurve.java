// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.math.BigInteger;
import java.security.SecureRandom;
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

/** Bouncy Castle; its secret-safe multiplication is also what long-term keys use natively. */
final class JavaCurve implements CurveLibrary {
  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

  private final BigInteger scalar = new BigInteger(255, new SecureRandom()).setBit(254);
  private final BigInteger other = new BigInteger(255, new SecureRandom()).setBit(254);
  private final ECPoint point = CURVE.getG().multiply(other).normalize();
  private final ECPoint second = CURVE.getG().multiply(scalar).normalize();
  private final byte[] encoded = point.getEncoded(true);
  private final byte[] hash = new byte[32];
  private final ECDSASigner verifier = new ECDSASigner();
  private final BigInteger[] signature;

  JavaCurve() {
    new SecureRandom().nextBytes(hash);
    verifier.init(false, new ECPublicKeyParameters(point, DOMAIN));
    signature = signed();
  }

  @Override
  public Object fixedBase() {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
  }

  @Override
  public Object variableBase() {
    return point.multiply(scalar).normalize();
  }

  @Override
  public Object longTerm() {
    return ECAlgorithms.multiplySecret(point, scalar).normalize();
  }

  @Override
  public Object add() {
    return point.add(second).normalize();
  }

  @Override
  public Object joint() {
    return ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), scalar, point, other).normalize();
  }

  @Override
  public Object decode() {
    return CURVE.getCurve().decodePoint(encoded);
  }

  @Override
  public Object sign() {
    return signed();
  }

  private BigInteger[] signed() {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(other, DOMAIN));
    return signer.generateSignature(hash);
  }

  @Override
  public Object verify() {
    return verifier.verifySignature(hash, signature[0], signature[1]);
  }
}

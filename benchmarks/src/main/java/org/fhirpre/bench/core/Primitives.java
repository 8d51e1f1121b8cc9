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
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What Bouncy Castle needs for one multiplication, joint check or signature on secp256k1. */
@State(Scope.Benchmark)
public class Primitives {

  private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(CURVE);

  private final BigInteger scalar = new BigInteger(255, new SecureRandom()).setBit(254);
  private final BigInteger other = new BigInteger(255, new SecureRandom()).setBit(254);
  private final ECPoint point = CURVE.getG().multiply(other).normalize();
  private final byte[] hash = new byte[32];
  private final ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
  private final ECDSASigner verifier = new ECDSASigner();
  private final BigInteger[] signature;

  public Primitives() {
    new SecureRandom().nextBytes(hash);
    signer.init(true, new ECPrivateKeyParameters(other, DOMAIN));
    verifier.init(false, new ECPublicKeyParameters(point, DOMAIN));
    signature = signer.generateSignature(hash);
  }

  @Benchmark
  public ECPoint fixedBase() {
    return new FixedPointCombMultiplier().multiply(CURVE.getG(), scalar).normalize();
  }

  @Benchmark
  public ECPoint variableBase() {
    return point.multiply(scalar).normalize();
  }

  @Benchmark
  public ECPoint secret() {
    return ECAlgorithms.multiplySecret(point, scalar).normalize();
  }

  @Benchmark
  public ECPoint joint() {
    return ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), scalar, point, other).normalize();
  }

  @Benchmark
  public BigInteger[] sign() {
    return signer.generateSignature(hash);
  }

  @Benchmark
  public boolean verify() {
    return verifier.verifySignature(hash, signature[0], signature[1]);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.fhirpre.crypto.reference.Curve.G;
import static org.fhirpre.crypto.reference.Curve.N;
import static org.fhirpre.crypto.reference.Curve.U;
import static org.fhirpre.crypto.reference.Curve.b32;
import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Curve.number;

import java.math.BigInteger;
import java.util.Arrays;
import org.fhirpre.crypto.reference.Curve.Point;

/** Signatures and proofs, docs/spec/core.md §2 and docs/spec/chains.md §5. */
final class Signing {
  private static final byte[] ZERO = {0};
  private static final byte[] ONE = {1};

  private Signing() {}

  /** ECDSA, nonce by RFC 6979, low s. */
  static byte[] sign(BigInteger key, byte[] message) {
    byte[] hash = Hashes.sha256(message);
    BigInteger k = nonce(key, hash);
    BigInteger r = G.times(k).x().mod(N);
    BigInteger s = number(hash).add(r.multiply(key)).multiply(Curve.inverse(k)).mod(N);
    boolean high = s.compareTo(N.shiftRight(1)) > 0;
    return join(b32(r), b32(high ? N.subtract(s) : s));
  }

  private static BigInteger nonce(BigInteger key, byte[] hash) {
    byte[] seed = join(b32(key), b32(number(hash).mod(N)));
    byte[] v = new byte[32];
    Arrays.fill(v, (byte) 1);
    byte[] k = Hashes.hmac(new byte[32], v, ZERO, seed);
    v = Hashes.hmac(k, v);
    k = Hashes.hmac(k, v, ONE, seed);
    v = Hashes.hmac(k, Hashes.hmac(k, v));
    BigInteger nonce = number(v);
    if (nonce.signum() == 0 || nonce.compareTo(N) >= 0) {
      throw new IllegalStateException("choose another message");
    }
    return nonce;
  }

  /** c, z of a Schnorr proof for secret*G. */
  static byte[] schnorr(String tag, byte[] context, BigInteger secret, BigInteger nonce) {
    byte[] point = G.times(secret).bytes();
    BigInteger c = Hashes.scalar(tag, context, point, G.times(nonce).bytes());
    return join(b32(c), b32(nonce.add(c.multiply(secret)).mod(N)));
  }

  /** c, z of a hop proof. */
  static byte[] hop(byte[] context, Point previous, BigInteger hk, BigInteger nonce) {
    BigInteger c =
        Hashes.scalar(
            "FHIR-PRE/hop/v1/dleq",
            context,
            previous.bytes(),
            previous.times(hk).bytes(),
            U.bytes(),
            U.times(hk).bytes(),
            previous.times(nonce).bytes(),
            U.times(nonce).bytes());
    return join(b32(c), b32(nonce.add(c.multiply(hk)).mod(N)));
  }
}

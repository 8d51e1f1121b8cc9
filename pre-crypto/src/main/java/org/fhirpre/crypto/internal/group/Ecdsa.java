// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;

/**
 * ECDSA over secp256k1 with SHA-256 of the message, no prefix, nonce by RFC 6979, low S only.
 *
 * <p>The curve equation admits (r, s) and (r, n-s) alike; one of the two is refused at parse, so
 * that a signature has one encoding.
 */
public final class Ecdsa {
  private static final ECDomainParameters DOMAIN = new ECDomainParameters(Secp256k1.parameters());

  private Ecdsa() {}

  /**
   * A signature that is well-formed: r, s in 1..n-1 and s at most (n-1)/2. Shape: r 32, s 32,
   * big-endian.
   */
  public static final class Signature {
    public static final int BYTES = 64;
    private static final BigInteger MAX_S = Secp256k1.ORDER.shiftRight(1);

    private final Scalar r;
    private final Scalar s;

    private Signature(Scalar r, Scalar s) {
      this.r = r;
      this.s = s;
    }

    /** Empty unless well-formed. */
    public static Optional<Signature> decode(byte[] bytes) {
      if (bytes.length != BYTES) {
        return Optional.empty();
      }
      Optional<Scalar> r = Scalar.decode(Arrays.copyOf(bytes, Scalar.BYTES));
      Optional<Scalar> s = Scalar.decode(Arrays.copyOfRange(bytes, Scalar.BYTES, BYTES));
      return r.flatMap(
          someR -> s.filter(Signature::isLow).map(someS -> new Signature(someR, someS)));
    }

    private static boolean isLow(Scalar s) {
      return s.value().compareTo(MAX_S) <= 0;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Signature signature && r.equals(signature.r) && s.equals(signature.s);
    }

    @Override
    public int hashCode() {
      return r.hashCode();
    }

    public byte[] encoded() {
      byte[] bytes = Arrays.copyOf(r.encoded(), BYTES);
      System.arraycopy(s.encoded(), 0, bytes, Scalar.BYTES, Scalar.BYTES);
      return bytes;
    }
  }

  public static Signature sign(SecretScalar key, byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(key.value(), DOMAIN));
    BigInteger[] rs = signer.generateSignature(Sha256.of(message));
    BigInteger s = rs[1].compareTo(Signature.MAX_S) > 0 ? Secp256k1.ORDER.subtract(rs[1]) : rs[1];
    return new Signature(Scalar.of(rs[0]).orElseThrow(), Scalar.of(s).orElseThrow());
  }

  public static boolean verifies(Signature signature, Point key, byte[] message) {
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, new ECPublicKeyParameters(key.affine(), DOMAIN));
    return verifier.verifySignature(Sha256.of(message), signature.r.value(), signature.s.value());
  }
}

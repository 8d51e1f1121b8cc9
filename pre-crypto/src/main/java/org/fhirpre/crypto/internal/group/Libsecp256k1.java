// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import fr.acinq.secp256k1.Secp256k1Exception;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * The group in native code, through secp256k1-kmp.
 *
 * <p>The library multiplies the generator and signs in constant time. Its multiplication of another
 * point is variable-time in the scalar by design, so a secret k never meets it: it is split into
 * two random summands, each of which is uniform, k*P = k1*P + k2*P. That randomises the timing; it
 * does not make it constant. Long-term keys go to {@link BouncyCastle} instead.
 */
final class Libsecp256k1 implements GroupProvider {
  private static final int X_AT_LEAST_ORDER = 2;

  private final fr.acinq.secp256k1.Secp256k1 library;
  private final GroupProvider regular = new BouncyCastle();
  // Blinds only; no result depends on it, so it is not the randomness of the operations.
  private final SecureRandom blinding = new SecureRandom();

  Libsecp256k1(fr.acinq.secp256k1.Secp256k1 library) {
    this.library = library;
  }

  @Override
  public String name() {
    return "libsecp256k1";
  }

  @Override
  public Optional<Point> decode(byte[] sec1) {
    // The library alone would also take the 65-byte and hybrid forms.
    if (sec1.length != Point.BYTES || (sec1[0] != 0x02 && sec1[0] != 0x03)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Point.of(library.pubkeyParse(sec1)));
    } catch (Secp256k1Exception notOnCurve) {
      return Optional.empty();
    }
  }

  @Override
  public Point mulBase(SecretScalar k) {
    return Point.of(k.<byte[]>apply(library::pubkeyCreate));
  }

  @Override
  public Point mulU(SecretScalar k) {
    return mulSecret(Secp256k1.U, k);
  }

  @Override
  public Point mulLongTerm(Point p, SecretScalar k) {
    return regular.mulLongTerm(p, k);
  }

  @Override
  public Point mulSecret(Point p, SecretScalar k) {
    return Point.of(k.<byte[]>apply(scalar -> split(p.uncompressed(), scalar)));
  }

  private byte[] split(byte[] p, byte[] k) {
    byte[] first = new byte[Scalar.BYTES];
    do {
      blinding.nextBytes(first);
    } while (!library.secKeyVerify(first) || MessageDigest.isEqual(first, k));
    byte[] negated = library.privKeyNegate(first);
    byte[] second = library.privKeyTweakAdd(k, negated);
    try {
      return library.pubKeyCombine(
          new byte[][] {library.pubKeyTweakMul(p, first), library.pubKeyTweakMul(p, second)});
    } finally {
      Arrays.fill(first, (byte) 0);
      Arrays.fill(negated, (byte) 0);
      Arrays.fill(second, (byte) 0);
    }
  }

  @Override
  public Point mulPublic(Point p, Scalar k) {
    return Point.of(library.pubKeyTweakMul(p.uncompressed(), k.encoded()));
  }

  @Override
  public Optional<Point> add(Point p, Point q) {
    try {
      byte[] sum = library.pubKeyCombine(new byte[][] {p.uncompressed(), q.uncompressed()});
      return Optional.of(Point.of(sum));
    } catch (Secp256k1Exception identity) {
      return Optional.empty();
    }
  }

  /**
   * One joint multiplication, borrowed from the recovery of a public key: the signature (r, s) of
   * the message m is that of the key (s*R - m*G) / r. With R = P, r = x(P), s = -c*r, m = -z*r that
   * is z*G - c*P.
   */
  @Override
  public Optional<Point> schnorrCommitment(Scalar z, Scalar c, Point p) {
    BigInteger x = new BigInteger(1, p.x());
    Optional<Scalar> r = Scalar.of(x.mod(Secp256k1.ORDER));
    if (r.isEmpty()) {
      return difference(z, Secp256k1.G, c, p);
    }
    byte[] signature = Arrays.copyOf(r.get().encoded(), Signature.BYTES);
    byte[] s = c.negated().times(r.get()).encoded();
    System.arraycopy(s, 0, signature, Scalar.BYTES, Scalar.BYTES);
    int parity = p.y()[Point.COORDINATE_BYTES - 1] & 1;
    int overflow = x.compareTo(Secp256k1.ORDER) >= 0 ? X_AT_LEAST_ORDER : 0;
    byte[] message = z.negated().times(r.get()).encoded();
    try {
      return Optional.of(Point.of(library.ecdsaRecover(signature, message, overflow | parity)));
    } catch (Secp256k1Exception identity) {
      return Optional.empty();
    }
  }

  @Override
  public Signature sign(SecretScalar key, byte[] message) {
    byte[] digest = Sha256.of(message);
    byte[] signature = key.apply(secret -> library.sign(digest, secret, null));
    return Signature.decode(signature).orElseThrow();
  }

  @Override
  public boolean verifies(Signature signature, Point key, byte[] message) {
    return library.verify(signature.encoded(), Sha256.of(message), key.uncompressed());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;
import org.bouncycastle.util.encoders.Hex;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.Sha256;

/**
 * The suite's hash to a scalar: SHA-256 of the length-prefixed tag and the parts, modulo n-1, plus
 * 1. Never zero. Parts carry no length: for one tag each part has a fixed length. For one use.
 *
 * <p>Source: {@code docs/spec/core.md} §2.
 */
public final class HashToScalar {
  private static final BigInteger ORDER_MINUS_ONE =
      new BigInteger(
          1, Hex.decode("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140"));

  // Parts go straight into the digest: some are secret and no copy of them stays behind.
  private final MessageDigest digest = Sha256.digest();

  private HashToScalar(byte[] tag) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(tag.length).array());
    digest.update(tag);
  }

  public static HashToScalar tagged(String tag) {
    return new HashToScalar(tag.getBytes(US_ASCII));
  }

  public static HashToScalar tagged(byte[] tag) {
    return new HashToScalar(tag);
  }

  public HashToScalar with(Point... points) {
    for (Point point : points) {
      digest.update(point.encoded());
    }
    return this;
  }

  public HashToScalar with(byte[] part) {
    digest.update(part);
    return this;
  }

  /** For challenges, which are public. */
  public Scalar scalar() {
    return Scalar.of(value()).orElseThrow();
  }

  /** For keys and nonces. */
  public SecretScalar secret() {
    return SecretScalar.of(value()).orElseThrow();
  }

  private BigInteger value() {
    byte[] hash = digest.digest();
    try {
      BigInteger number = BigIntegers.fromUnsignedByteArray(hash);
      return number.mod(ORDER_MINUS_ONE).add(BigInteger.ONE);
    } finally {
      Arrays.fill(hash, (byte) 0);
    }
  }
}

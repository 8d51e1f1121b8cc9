// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import fr.acinq.secp256k1.Secp256k1;
import java.security.SecureRandom;
import java.util.Arrays;

/** libsecp256k1 through its JNI wrapper, points as 65 bytes. */
final class NativeCurve implements CurveLibrary {
  private final Secp256k1 library = Secp256k1.get();
  private final CurveLibrary java = new JavaCurve();
  private final byte[] scalar = random();
  private final byte[] other = random();
  private final byte[] point = library.pubkeyCreate(other);
  private final byte[] second = library.pubkeyCreate(scalar);
  private final byte[] encoded = library.pubKeyCompress(point);
  private final byte[] hash = random();
  private final byte[] signature = library.sign(hash, other, null);
  private final int recovery = recoveryOf(point);

  private static byte[] random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    bytes[0] &= 0x7f; // below the order
    return bytes;
  }

  private int recoveryOf(byte[] key) {
    byte[] first = library.ecdsaRecover(signature, hash, 0);
    return Arrays.equals(first, key) ? 0 : 1;
  }

  @Override
  public Object fixedBase() {
    return library.pubkeyCreate(scalar);
  }

  @Override
  public Object variableBase() {
    return library.pubKeyTweakMul(point, scalar);
  }

  @Override
  public Object longTerm() {
    return java.longTerm();
  }

  @Override
  public Object add() {
    return library.pubKeyCombine(new byte[][] {point, second});
  }

  @Override
  public Object joint() {
    return library.ecdsaRecover(signature, hash, recovery);
  }

  @Override
  public Object decode() {
    return library.pubkeyParse(encoded);
  }

  @Override
  public Object sign() {
    return library.sign(hash, other, null);
  }

  @Override
  public Object verify() {
    return library.verify(signature, hash, point);
  }
}

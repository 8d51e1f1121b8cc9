// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.function.Function;
import org.fhirpre.crypto.internal.group.SecretBytes;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.HashToScalar;
import org.fhirpre.crypto.internal.v1.Hkdf;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * Derives keys, secrets and further factories from 32 secret bytes and labels, one-way.
 *
 * <p>Source: {@code docs/spec/key-derivation.md} §1.
 */
public final class SecretKeyFactory implements AutoCloseable {
  public static final int SEED_BYTES = 32;
  public static final int SECRET_BYTES = 64;

  private final SecretBytes seed;

  private SecretKeyFactory(SecretBytes seed) {
    this.seed = seed;
  }

  /**
   * @param seed 32 bytes from a cryptographic generator; the caller wipes its array
   */
  public static SecretKeyFactory fromSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("seed must be " + SEED_BYTES + " bytes");
    }
    return new SecretKeyFactory(SecretBytes.copyOf(seed));
  }

  /** A new factory; it lives and is closed on its own. */
  public SecretKeyFactory makeFactory(byte[] label) {
    byte[] child = derive(info(Tags.FACTORY_DERIVATION, label), SEED_BYTES);
    try {
      return fromSeed(child);
    } finally {
      Arrays.fill(child, (byte) 0);
    }
  }

  /** A secret key as 32 bytes big-endian, 1..n-1. The caller wipes them. */
  public byte[] makeKey(byte[] label) {
    try (SecretScalar key = makeScalar(label)) {
      return key.apply(byte[]::clone);
    }
  }

  SecretScalar makeScalar(byte[] label) {
    byte[] info = info(Tags.KEY_DERIVATION, label);
    byte[] material = derive(info, SECRET_BYTES);
    try {
      return HashToScalar.tagged(info).with(material).secret();
    } finally {
      Arrays.fill(material, (byte) 0);
    }
  }

  /** 64 secret bytes. The caller wipes them. */
  public byte[] makeSecret(byte[] label) {
    return derive(info(Tags.SECRET_DERIVATION, label), SECRET_BYTES);
  }

  private byte[] derive(byte[] info, int bytes) {
    return apply(key -> Hkdf.derive(key, info, bytes));
  }

  <T> T apply(Function<byte[], T> use) {
    return seed.apply(use);
  }

  private static byte[] info(String prefix, byte[] label) {
    byte[] ascii = prefix.getBytes(US_ASCII);
    byte[] info = Arrays.copyOf(ascii, ascii.length + label.length);
    System.arraycopy(label, 0, info, ascii.length, label.length);
    return info;
  }

  @Override
  public void close() {
    seed.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "SecretKeyFactory";
  }
}

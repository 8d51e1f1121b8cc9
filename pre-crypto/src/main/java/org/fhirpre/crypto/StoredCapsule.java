// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A capsule as a row of the proxy holds it: the proof was checked at ingest and an authentication
 * code says so.
 *
 * <p>Shape: capsule 98, HMAC-SHA256 32 over tag, segment id and capsule. A row of another segment
 * does not restore.
 *
 * <p>Source: {@code docs/spec/core.md} §11.
 */
public final class StoredCapsule {
  public static final int BYTES = 130;

  private final byte[] bytes;

  private StoredCapsule(byte[] bytes) {
    this.bytes = bytes;
  }

  static StoredCapsule of(VerifiedCapsule capsule, StorageMacKey key, SegmentId segment) {
    byte[] simple = capsule.toSimple();
    byte[] bytes = Arrays.copyOf(simple, BYTES);
    byte[] mac = key.mac(segment, simple);
    System.arraycopy(mac, 0, bytes, Capsule.SIMPLE_BYTES, mac.length);
    return new StoredCapsule(bytes);
  }

  /**
   * Checks the length; the content is authenticated, then parsed, by {@link #restore}.
   *
   * @throws PreException.MalformedEncoding unless 130 bytes
   */
  public static StoredCapsule fromBytes(byte[] bytes) {
    return new StoredCapsule(Encoding.exact("stored capsule", bytes, BYTES));
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  /**
   * @throws PreException.VerificationFailed if this is not what the proxy stored for that segment
   *     under that key; then only the capsule's own proof can make it usable again
   */
  public VerifiedCapsule restore(StorageMacKey key, SegmentId segment) {
    byte[] simple = Arrays.copyOf(bytes, Capsule.SIMPLE_BYTES);
    byte[] stored = Arrays.copyOfRange(bytes, Capsule.SIMPLE_BYTES, BYTES);
    Encoding.verify(MessageDigest.isEqual(key.mac(segment, simple), stored));
    return Capsule.fromSimple(simple).withSum(Groups.shared());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredCapsule stored && MessageDigest.isEqual(bytes, stored.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "StoredCapsule";
  }
}

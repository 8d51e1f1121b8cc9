// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.fhirpre.crypto.internal.group.SecretBytes;
import org.fhirpre.crypto.internal.v1.Tags;

/** Authenticates capsules in the proxy's own rows; only the proxy has it. 32 bytes. */
public final class StorageMacKey implements AutoCloseable {
  public static final int BYTES = 32;

  private final SecretBytes bytes;

  private StorageMacKey(SecretBytes bytes) {
    this.bytes = bytes;
  }

  /**
   * @param bytes 32 bytes from a cryptographic generator; the caller wipes its array
   * @throws PreException.MalformedEncoding unless 32 bytes
   */
  public static StorageMacKey fromBytes(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new PreException.MalformedEncoding("storage MAC key: bad length");
    }
    return new StorageMacKey(SecretBytes.copyOf(bytes));
  }

  byte[] mac(SegmentId segment, byte[] capsule) {
    return bytes.apply(key -> mac(key, segment, capsule));
  }

  private static byte[] mac(byte[] key, SegmentId segment, byte[] capsule) {
    HMac hmac = new HMac(new SHA256Digest());
    hmac.init(new KeyParameter(key));
    byte[] tag = Tags.STORED_CAPSULE.getBytes(US_ASCII);
    hmac.update(tag, 0, tag.length);
    hmac.update(segment.toBytes(), 0, SegmentId.BYTES);
    hmac.update(capsule, 0, capsule.length);
    byte[] mac = new byte[hmac.getMacSize()];
    hmac.doFinal(mac, 0);
    return mac;
  }

  @Override
  public void close() {
    bytes.close();
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "StorageMacKey";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.time.Instant;
import java.util.Arrays;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * What a proof of possession is for, so that it is worth nothing elsewhere: 32 bytes.
 *
 * <p>Source: {@code docs/spec/core.md} §9.
 */
public final class RegistrationContext {
  /** Length of a directory id. */
  public static final int DIRECTORY_ID_BYTES = 16;

  private final byte[] digest;

  private RegistrationContext(LengthPrefixed fields) {
    this.digest = fields.sha256();
  }

  /**
   * Registration of a receiving or signing key.
   *
   * @param subject literal reference, such as {@code Practitioner/9}
   * @param serverBase base URL as the server calls itself
   * @param time seconds count, a fraction is dropped
   * @throws IllegalArgumentException if a text is not 1..255 bytes or the time is before 1970
   */
  public static RegistrationContext forSubject(String subject, String serverBase, Instant time) {
    if (time.getEpochSecond() < 0) {
      throw new IllegalArgumentException("time is before 1970");
    }
    return new RegistrationContext(
        start().string(subject).string(serverBase).number(time.getEpochSecond()));
  }

  /**
   * Registration of a segment key.
   *
   * @param directoryId 16 bytes, the patient's directory
   */
  public static RegistrationContext forSegment(byte[] directoryId, SegmentId segment) {
    byte[] directory = Encoding.argument("directory id", directoryId, DIRECTORY_ID_BYTES);
    return new RegistrationContext(start().bytes(directory).bytes(segment.toBytes()));
  }

  private static LengthPrefixed start() {
    return ContextFields.start(Tags.REGISTRATION_CONTEXT);
  }

  /** 32 bytes. */
  public byte[] digest() {
    return digest.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RegistrationContext context && Arrays.equals(digest, context.digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }
}

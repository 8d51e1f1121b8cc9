// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF-SHA256, RFC 5869. No salt means 32 zero bytes. */
public final class Hkdf {
  private static final byte[] NO_SALT = {};

  private Hkdf() {}

  public static byte[] derive(byte[] keyMaterial, byte[] info, int bytes) {
    return derive(keyMaterial, NO_SALT, info, bytes);
  }

  public static byte[] derive(byte[] keyMaterial, byte[] salt, byte[] info, int bytes) {
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
    hkdf.init(new HKDFParameters(keyMaterial, salt, info));
    byte[] output = new byte[bytes];
    hkdf.generateBytes(output, 0, bytes);
    return output;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/**
 * Finds a segment by what it stands for without saying it: HMAC-SHA256 of (patient, facet,
 * class-group, epoch), in hex.
 *
 * <p>Thread safety: called concurrently.
 */
public final class SegmentLookup {
  private static final String HMAC = "HmacSHA256";

  private final SecretKeySpec key;

  /**
   * @param key 32 bytes, copied
   */
  public SegmentLookup(byte[] key) {
    this.key = new SecretKeySpec(key, HMAC);
  }

  String of(String patientId, Facet facet, ClassGroup classGroup, Epoch epoch) {
    return hmac(RowBinding.of("pre_segment", patientId, facet.code(), classGroup.code(), epoch));
  }

  /** The same for a resource in a table that must not name it. */
  String of(String table, String reference) {
    return hmac(RowBinding.of(table, reference));
  }

  private String hmac(byte[] input) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(input));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
  }
}

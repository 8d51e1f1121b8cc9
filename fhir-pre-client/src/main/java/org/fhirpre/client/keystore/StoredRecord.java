// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.keystore;

import java.util.Arrays;
import java.util.Base64;
import org.fhirpre.client.json.StrictJson;

/**
 * One record as it is stored: a {@code kind} and four text fields, of which a kind that does not
 * use one leaves it empty. One fixed shape keeps the parser strict.
 *
 * <pre>
 *   kind      owner               secret       key            label
 *   reader    name                root seed    –              –
 *   subject   subject reference   –            key id         server
 *   patient   patient reference   root seed    directory id   –
 *   segment   patient reference   –            segment id     facet, group, epoch joined by tabs
 * </pre>
 */
record StoredRecord(String kind, String owner, String secret, String key, String label) {
  static final String READER = "reader";
  static final String SUBJECT = "subject";
  static final String PATIENT = "patient";
  static final String SEGMENT = "segment";

  static StoredRecord parse(byte[] json) {
    try {
      return StrictJson.read(json, StoredRecord.class);
    } catch (StrictJson.Malformed e) {
      throw RecordCipher.damaged();
    }
  }

  byte[] toJson() {
    return StrictJson.write(this);
  }

  byte[] secretBytes() {
    return decoded(secret);
  }

  byte[] keyBytes() {
    return decoded(key);
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The same, and wipes the array. */
  static String encodedOnce(byte[] secret) {
    try {
      return encoded(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private static byte[] decoded(String text) {
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw RecordCipher.damaged();
    }
  }

  /** A record holds a seed: never print it. */
  @Override
  public String toString() {
    return "StoredRecord";
  }
}

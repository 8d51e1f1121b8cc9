// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceAddress;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fhirpre.crypto.PreException;

/**
 * The text that stands in HAPI's row for a body: {@code 1 <Type> <base64url of the record>}.
 *
 * @param type FHIR type, so that a shell can be made before the record is read
 * @param record bytes of a {@link StoredEnvelope} or a {@link ServerRecord}
 */
record Address(String type, Bytes record) {
  static final String PROVIDER = "fhirpre";
  static final String ROW_PREFIX = PROVIDER + ":";
  static final String PENDING = "pending";
  private static final Pattern START = Pattern.compile("1 ([A-Z][A-Za-z]{1,63}) ");
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  static String text(String type, byte[] record) {
    return "1 " + type + " " + ENCODER.encodeToString(record);
  }

  /**
   * @throws PreException.MalformedEncoding for anything but {@link #text}
   */
  static Address parse(String text) {
    Matcher start = START.matcher(text);
    if (!start.lookingAt() || start.end() == text.length()) {
      throw new PreException.MalformedEncoding("record: bad address");
    }
    try {
      byte[] record = Base64.getUrlDecoder().decode(text.substring(start.end()));
      if (text(start.group(1), record).equals(text)) { // one encoding only
        return new Address(start.group(1), Bytes.of(record));
      }
    } catch (IllegalArgumentException notBase64) {
      throw new PreException.MalformedEncoding("record: bad address");
    }
    throw new PreException.MalformedEncoding("record: bad address");
  }

  /**
   * What stands in a row: HAPI puts the name of the provider before the address.
   *
   * @throws PreException.MalformedEncoding for anything else
   */
  static Address ofRow(String text) {
    if (!text.startsWith(ROW_PREFIX)) {
      throw new PreException.MalformedEncoding("record: bad address");
    }
    return parse(text.substring(ROW_PREFIX.length()));
  }

  /** The type that an address starts with, whatever follows; {@code Basic} if it names none. */
  static String typeOf(String text) {
    Matcher start = START.matcher(text);
    return start.lookingAt() ? start.group(1) : "Basic";
  }

  /** Puts a stored text back on the shell made from it, so that HAPI can write it again. */
  static final class Kept extends ExternallyStoredResourceAddress {
    Kept(String location) {
      super(PROVIDER, location);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fhirpre.crypto.PreException;

/**
 * Protected header of an envelope's JWE: fixed members in a fixed order, so it has one encoding.
 *
 * @param kid of the shares, 22 characters of base64url
 * @param salt 16 bytes as base64url
 * @param commit 32 bytes as base64url
 * @param type FHIR type
 * @param id logical id
 * @param version that this write makes, from 1
 */
record JweHeader(String kid, String salt, String commit, String type, String id, long version) {
  private static final String FIXED =
      "{\"alg\":\"dir\",\"enc\":\"A256GCM\",\"zip\":\"DEF\",\"typ\":\"fhir-pre+jwe\","
          + "\"cty\":\"application/fhir+json\",";
  private static final Pattern GRAMMAR =
      Pattern.compile(
          Pattern.quote(FIXED)
              + "\"kid\":\"([A-Za-z0-9_-]{22})\",\"salt\":\"([A-Za-z0-9_-]{22})\","
              + "\"commit\":\"([A-Za-z0-9_-]{43})\","
              + "\"res\":\"([A-Z][A-Za-z]{1,63})/([A-Za-z0-9.-]{1,64})\","
              + "\"ver\":([1-9][0-9]{0,17})\\}");

  byte[] toBytes() {
    String text =
        FIXED
            + member("kid", kid)
            + member("salt", salt)
            + member("commit", commit)
            + member("res", type + "/" + id)
            + "\"ver\":"
            + version
            + "}";
    return text.getBytes(US_ASCII);
  }

  /**
   * @throws PreException.MalformedEncoding unless it is exactly what {@link #toBytes} writes
   */
  static JweHeader fromBytes(byte[] bytes) {
    Matcher parts = GRAMMAR.matcher(new String(bytes, US_ASCII));
    if (!parts.matches()) {
      throw new PreException.MalformedEncoding("record: bad JWE header");
    }
    JweHeader header =
        new JweHeader(
            parts.group(1),
            parts.group(2),
            parts.group(3),
            parts.group(4),
            parts.group(5),
            Long.parseLong(parts.group(6)));
    if (!Arrays.equals(header.toBytes(), bytes)) {
      throw new PreException.MalformedEncoding("record: bad JWE header");
    }
    return header;
  }

  private static String member(String name, String value) {
    return "\"" + name + "\":\"" + value + "\",";
  }
}

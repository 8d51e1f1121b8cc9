// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.emergency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;

/**
 * Emergency access of one person with one client to one patient's record.
 *
 * @param subject literal reference
 * @param client OAuth client
 * @param patient {@code Patient/x}
 * @param purpose BTG or ETREAT
 * @param reason out of the value set {@code emergency-reasons}
 * @param justification in the person's own words
 * @param openedMs UTC
 */
record EmergencySession(
    String subject,
    String client,
    String patient,
    Label purpose,
    Label reason,
    String justification,
    long openedMs) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /** Whether it is this reader's, with this client. */
  boolean belongsTo(Reader reader) {
    return subject.equals(reader.subject()) && client.equals(reader.circumstances().client());
  }

  String toText() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a session is not written", impossible);
    }
  }

  static EmergencySession ofText(String text) {
    try {
      return JSON.readValue(text, EmergencySession.class);
    } catch (JsonProcessingException malformed) {
      // Without the cause: its message quotes what it could not read.
      throw new IllegalStateException("a stored session is not read");
    }
  }
}

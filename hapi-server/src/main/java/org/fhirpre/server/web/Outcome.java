// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * An OperationOutcome with one error and a stable code, for answers that are given outside HAPI.
 *
 * @param status HTTP status
 * @param type {@code issue.code}
 * @param code {@code issue.details.coding.code}, as {@code ERRORS.md} lists it
 * @param text constant, quotes nothing of the request; without characters that JSON escapes
 */
public record Outcome(int status, String type, String code, String text) {
  /** System of every code in {@code issue.details}. */
  public static final String SYSTEM = "https://fhirpre.org/fhir/CodeSystem/consent-mapping-outcome";

  /** No bearer token, or none that counts here. */
  public static final Outcome READER_UNKNOWN =
      new Outcome(401, "login", "reader-unknown", "A valid bearer token is needed");

  public static final Outcome FORBIDDEN =
      new Outcome(403, "forbidden", "forbidden", "The scopes of the token do not allow this");

  public static final Outcome BODY_TOO_LARGE =
      new Outcome(413, "too-long", "body-too-large", "A request body may have at most 16 MiB");

  public static final Outcome ENCODING_UNKNOWN =
      new Outcome(
          415, "not-supported", "not-supported", "This Content-Encoding is not supported here");

  public String json() {
    return "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"severity\":\"error\",\"code\":\""
        + type
        + "\",\"details\":{\"coding\":[{\"system\":\""
        + SYSTEM
        + "\",\"code\":\""
        + code
        + "\"}],\"text\":\""
        + text
        + "\"}}]}";
  }

  public void send(HttpServletResponse response) throws IOException {
    byte[] body = json().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/fhir+json;charset=UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}

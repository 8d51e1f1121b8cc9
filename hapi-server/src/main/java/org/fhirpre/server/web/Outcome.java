// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/**
 * A refusal that is given before a request reaches HAPI's handlers.
 *
 * @param status HTTP status
 * @param type {@code issue.code}
 * @param code {@code issue.details.coding.code}, as {@code ERRORS.md} lists it
 * @param text constant, quotes nothing of the request
 */
public record Outcome(int status, IssueType type, String code, String text) {
  /** No bearer token, or none that counts here. */
  public static final Outcome READER_UNKNOWN =
      new Outcome(401, IssueType.LOGIN, "reader-unknown", "A valid bearer token is needed");

  public static final Outcome FORBIDDEN =
      new Outcome(
          403, IssueType.FORBIDDEN, "forbidden", "The scopes of the token do not allow this");

  static final Outcome BODY_TOO_LARGE =
      new Outcome(
          413, IssueType.TOOLONG, "body-too-large", "A request body may have at most 16 MiB");

  static final Outcome ENCODING_UNKNOWN =
      new Outcome(
          415,
          IssueType.NOTSUPPORTED,
          "not-supported",
          "This Content-Encoding is not supported here");

  public OperationOutcome toFhir() {
    return FhirErrors.outcome(type, code, text);
  }

  /** As the whole answer, outside HAPI. */
  public void send(HttpServletResponse response) throws IOException {
    String json = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(toFhir());
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/fhir+json;charset=UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}

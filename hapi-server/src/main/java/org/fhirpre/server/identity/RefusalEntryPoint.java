// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.fhirpre.server.web.Outcome;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * 401 with an OperationOutcome and the challenge of RFC 6750, without a reason that helps a
 * guesser.
 */
final class RefusalEntryPoint implements AuthenticationEntryPoint {
  private static final String CHALLENGE = "Bearer realm=\"fhir-pre\"";

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
      throws IOException {
    boolean presented = refusal instanceof OAuth2AuthenticationException;
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        presented ? CHALLENGE + ", error=\"invalid_token\"" : CHALLENGE);
    Outcome.READER_UNKNOWN.send(response);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** {@code /.well-known/smart-configuration}, at the root and below the FHIR base. */
final class SmartConfigurationServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final JsonMapper JSON = new JsonMapper();

  private final transient TokenIssuer issuer;

  SmartConfigurationServlet(TokenIssuer issuer) {
    this.issuer = issuer;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String origin =
        ServletUriComponentsBuilder.fromRequestUri(request).replacePath("").build().toUriString();
    Map<String, Object> configuration = new LinkedHashMap<>(issuer.metadata(origin));
    configuration.put(
        "scopes_supported",
        List.of("system/*.cruds", "user/*.rs", "patient/*.rs", "patient/Consent.cruds"));
    configuration.put(
        "capabilities", List.of("permission-v2", "permission-user", "permission-patient"));
    response.setContentType("application/json");
    response.getOutputStream().write(JSON.writeValueAsBytes(configuration));
  }
}

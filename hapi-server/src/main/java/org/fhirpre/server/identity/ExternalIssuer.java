// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** An issuer that the operator runs; its discovery document is read when first asked for. */
final class ExternalIssuer implements TokenIssuer {
  private static final Logger log = LoggerFactory.getLogger(ExternalIssuer.class);
  private static final List<String> COPIED =
      List.of(
          "token_endpoint",
          "authorization_endpoint",
          "jwks_uri",
          "grant_types_supported",
          "token_endpoint_auth_methods_supported");

  private final String issuer;
  private final RestClient http = RestClient.create();
  private volatile Map<String, Object> known = Map.of();

  ExternalIssuer(String issuer) {
    this.issuer = issuer;
  }

  /** While the issuer does not answer: its name alone. */
  @Override
  public Map<String, Object> metadata(String origin) {
    if (known.isEmpty()) {
      known = discovered();
    }
    return known.isEmpty() ? Map.of("issuer", issuer) : known;
  }

  private Map<String, Object> discovered() {
    try {
      JsonNode document =
          http.get()
              .uri(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration")
              .retrieve()
              .body(JsonNode.class);
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("issuer", issuer);
      if (document != null) {
        COPIED.stream()
            .filter(document::has)
            .forEach(name -> members.put(name, document.get(name)));
      }
      return members;
    } catch (RestClientException e) {
      log.warn("issuer discovery failed cause={}", e.getClass().getName());
      return Map.of();
    }
  }

  @Override
  public String description() {
    return issuer;
  }

  @Override
  public boolean isDemo() {
    return false;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import java.util.List;
import java.util.Map;

/** The issuer inside this server; its name is the address that the client used. */
final class DemoIssuer implements TokenIssuer {

  @Override
  public Map<String, Object> metadata(String origin) {
    return Map.of(
        "issuer",
        origin,
        "token_endpoint",
        origin + Endpoints.TOKEN,
        "jwks_uri",
        origin + Endpoints.KEYS,
        "grant_types_supported",
        List.of("client_credentials"),
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic"));
  }

  @Override
  public String description() {
    return "the demo's own at " + Endpoints.TOKEN;
  }

  @Override
  public boolean isDemo() {
    return true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import java.util.Map;

/** Where clients get tokens, as far as this server knows. */
public interface TokenIssuer {

  /**
   * Members of the SMART configuration that depend on the issuer: {@code issuer}, and where known
   * {@code token_endpoint}, {@code jwks_uri} and so on.
   *
   * @param origin scheme, host and port that the client used, without a trailing slash
   */
  Map<String, Object> metadata(String origin);

  /** For the start-up summary. */
  String description();

  /** Whether tokens come from the demo's own issuer. */
  boolean isDemo();
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server;

import org.fhirpre.server.identity.TokenIssuer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;

/** Warns of every setting that is fit for a trial and not for records of real people. */
final class InsecureDefaults {
  private static final Logger log = LoggerFactory.getLogger(InsecureDefaults.class);

  private InsecureDefaults() {}

  static boolean isSealing(Environment environment) {
    return environment.getProperty("fhirpre.enabled", Boolean.class, true);
  }

  static void warn(Environment environment, TokenIssuer issuer) {
    if (!isSealing(environment)) {
      log.warn("insecure: fhirpre.enabled=false, records are stored and answered READABLE");
    }
    if (issuer.isDemo()) {
      log.warn(
          "insecure: demo token issuer with shared secrets;"
              + " set spring.security.oauth2.resourceserver.jwt.issuer-uri");
    }
    if (!environment.containsProperty("server.ssl.bundle")
        && !environment.containsProperty("server.ssl.key-store")
        && !environment.containsProperty("server.ssl.certificate")) {
      log.warn("insecure: plain HTTP; set server.ssl.* or put a TLS proxy in front");
    }
    if (!environment.containsProperty("fhirpre.kms-uri")) {
      log.warn("insecure: the server's own keysets lie in plain files; set fhirpre.kms-uri");
    }
    if (environment.getProperty("spring.datasource.url", "").startsWith("jdbc:h2:")) {
      log.warn("insecure: H2 without password is for trials; see docs/howto/postgresql.md");
    }
    if (environment.getProperty("fhirpre.client-ids", "").equalsIgnoreCase("any")) {
      log.warn("insecure: fhirpre.client-ids=any, clients' ids are stored readable");
    }
    if (environment.containsProperty("fhirpre.secret-multiplication")
        && !environment
            .getProperty("fhirpre.secret-multiplication", "")
            .equalsIgnoreCase("protected")) {
      log.warn(
          "insecure: fhirpre.secret-multiplication, other tenants of this machine may learn"
              + " re-encryption keys from timing");
    }
  }
}

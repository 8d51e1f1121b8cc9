// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

/** Paths that stand outside HAPI or open to everybody. */
final class Endpoints {
  static final String METADATA = "/fhir/metadata";
  static final String SMART = "/.well-known/smart-configuration";
  static final String FHIR_SMART = "/fhir" + SMART;
  static final String TOKEN = "/oauth2/token";
  static final String KEYS = "/oauth2/jwks";

  private Endpoints() {}
}

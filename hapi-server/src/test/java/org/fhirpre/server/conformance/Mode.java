// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import java.nio.file.Path;

/** Which server is tested, and from where. */
enum Mode {
  M0("plain HAPI FHIR JPA, the same program with the plug-in off"),
  M1("this server through a proxy that opens answers with the community key"),
  M2("this server as it is, for a principal with scopes, without key and without grant");

  private final String title;

  Mode(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** What every test gives in this mode. */
  Path baseline() {
    return ModeRuns.DATA.resolve("baseline").resolve(name() + ".json");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import ca.uhn.fhir.model.api.IModelJson;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Parameters of the jobs. HAPI stores them readable, so they name a run and nothing else. */
public final class RunId implements IModelJson {
  @JsonProperty("run")
  private String run = "";

  static RunId of(String run) {
    RunId id = new RunId();
    id.run = run;
    return id;
  }

  String run() {
    return run;
  }
}

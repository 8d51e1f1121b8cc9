// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import static org.hamcrest.Matchers.equalTo;

import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.terminology.TerminologyPackage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server has installed its own FHIR package when it is ready. */
class VocabularyIT {
  private final Party reader = Deployment.shared(Database.H2).party("demo-admin");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CodeSystem/consent-mapping-outcome",
        "ValueSet/security-labels",
        "ConceptMap/sensitivity-closure",
        "StructureDefinition/envelope",
        "OperationDefinition/register-key",
        "CapabilityStatement/server"
      })
  void artifacts_are_served_in_the_version_of_the_product(String artifact) {
    String type = artifact.substring(0, artifact.indexOf('/'));
    reader
        .get(type + "?url=https://fhirpre.org/fhir/" + artifact)
        .then()
        .statusCode(200)
        .body("entry.size()", equalTo(1))
        .body("entry[0].resource.version", equalTo(TerminologyPackage.version()));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.golden;

import org.fhirpre.server.deployment.Database;

/** A server that knows the extensions of published Consents: place, environment and source. */
class PostgresGoldenConsentsIT extends GoldenConsents {
  PostgresGoldenConsentsIT() {
    super(
        Database.POSTGRESQL,
        group -> !group.withoutExtensions(),
        "--fhirpre.consent.extensions=http://hl7.org/fhir/StructureDefinition/consent-location,"
            + "https://g.co/fhir/medicalrecords/Environment,"
            + "https://g.co/fhir/medicalrecords/DataSource");
  }
}

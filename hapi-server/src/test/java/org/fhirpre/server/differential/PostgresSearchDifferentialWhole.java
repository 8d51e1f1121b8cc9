// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import org.fhirpre.server.deployment.Database;

/** All queries; run by {@code mvn -Pdifferential verify}. */
class PostgresSearchDifferentialWhole extends SearchDifferential {
  PostgresSearchDifferentialWhole() {
    super(Database.POSTGRESQL, WHOLE);
  }
}

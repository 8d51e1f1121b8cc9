// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import org.fhirpre.server.deployment.Database;

/** All queries; run by {@code mvn -Pdifferential verify}. */
class H2SearchDifferentialWhole extends SearchDifferential {
  H2SearchDifferentialWhole() {
    super(Database.H2, WHOLE);
  }
}

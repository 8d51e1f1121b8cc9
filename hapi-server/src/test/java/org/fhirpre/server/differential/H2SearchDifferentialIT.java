// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import org.fhirpre.server.deployment.Database;

/** A part of the queries, in every build. */
class H2SearchDifferentialIT extends SearchDifferential {
  H2SearchDifferentialIT() {
    super(Database.H2, PART);
  }
}

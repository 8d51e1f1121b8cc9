// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import org.fhirpre.server.deployment.Database;

class H2StolenDatabaseIT extends StolenDatabase {
  H2StolenDatabaseIT() {
    super(Database.H2);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import org.fhirpre.server.deployment.Database;

class PostgresStolenDatabaseIT extends StolenDatabase {
  PostgresStolenDatabaseIT() {
    super(Database.POSTGRESQL);
  }
}

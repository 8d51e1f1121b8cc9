// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import org.fhirpre.server.deployment.Database;

class PostgresKilledGrantsIT extends KilledGrants {
  PostgresKilledGrantsIT() {
    super(Database.POSTGRESQL);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relabel;

import org.fhirpre.server.deployment.Database;

class PostgresRelabellingIT extends Relabelling {
  PostgresRelabellingIT() {
    super(Database.POSTGRESQL);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import org.fhirpre.server.deployment.Database;

class PostgresExportIT extends Export {
  PostgresExportIT() {
    super(Database.POSTGRESQL);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import org.fhirpre.server.deployment.Database;

class PostgresUniformRefusalIT extends UniformRefusal {
  PostgresUniformRefusalIT() {
    super(Database.POSTGRESQL);
  }
}

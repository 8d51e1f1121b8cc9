// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import org.fhirpre.server.deployment.Database;

class H2KilledGrantsIT extends KilledGrants {
  H2KilledGrantsIT() {
    super(Database.H2);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import org.fhirpre.server.deployment.Database;

class H2AlteredRowsIT extends AlteredRows {
  H2AlteredRowsIT() {
    super(Database.H2);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import org.fhirpre.server.deployment.Database;

class H2ExportIT extends Export {
  H2ExportIT() {
    super(Database.H2);
  }
}

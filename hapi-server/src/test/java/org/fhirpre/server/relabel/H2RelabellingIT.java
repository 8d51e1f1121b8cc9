// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relabel;

import org.fhirpre.server.deployment.Database;

class H2RelabellingIT extends Relabelling {
  H2RelabellingIT() {
    super(Database.H2);
  }
}

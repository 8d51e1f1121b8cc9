// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import org.fhirpre.server.deployment.Database;

class H2MainJobIT extends MainJob {
  H2MainJobIT() {
    super(Database.H2);
  }
}

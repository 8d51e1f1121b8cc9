// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import org.fhirpre.server.deployment.Database;

class H2PolicyAtReadIT extends PolicyAtRead {
  H2PolicyAtReadIT() {
    super(Database.H2);
  }
}

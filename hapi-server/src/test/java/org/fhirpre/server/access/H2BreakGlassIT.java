// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import org.fhirpre.server.deployment.Database;

class H2BreakGlassIT extends BreakGlass {
  H2BreakGlassIT() {
    super(Database.H2);
  }
}

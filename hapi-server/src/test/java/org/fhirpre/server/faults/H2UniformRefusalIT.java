// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import org.fhirpre.server.deployment.Database;

class H2UniformRefusalIT extends UniformRefusal {
  H2UniformRefusalIT() {
    super(Database.H2);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import org.fhirpre.server.deployment.Database;

class H2AgentDownIT extends AgentDown {
  H2AgentDownIT() {
    super(Database.H2);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import org.fhirpre.server.deployment.Database;

class H2HeldKeysIT extends HeldKeys {
  H2HeldKeysIT() {
    super(Database.H2);
  }
}

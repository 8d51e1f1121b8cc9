// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import org.fhirpre.server.deployment.Database;

class PostgresHeldKeysIT extends HeldKeys {
  PostgresHeldKeysIT() {
    super(Database.POSTGRESQL);
  }
}

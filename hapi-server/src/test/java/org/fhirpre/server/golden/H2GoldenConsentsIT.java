// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.golden;

import org.fhirpre.server.deployment.Database;

/** A server as it comes: extensions of Consents are unknown, and permits with them are refused. */
class H2GoldenConsentsIT extends GoldenConsents {
  H2GoldenConsentsIT() {
    super(Database.H2, group -> true);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import java.nio.file.Path;
import java.util.List;
import org.fhirpre.server.deployment.Database;

/** H2 keeps its one file in the server's data folder, which is scanned in any case. */
class H2AtRestIT extends AtRest {
  H2AtRestIT() {
    super(Database.H2);
  }

  @Override
  List<Path> databaseFolders() {
    return List.of();
  }
}

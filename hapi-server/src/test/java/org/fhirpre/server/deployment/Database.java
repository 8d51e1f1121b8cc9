// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.deployment;

import java.nio.file.Path;
import java.util.List;

/** The databases that every story is told on. */
public enum Database {
  H2 {
    @Override
    List<String> settings(Path data) {
      String url = "jdbc:h2:file:" + data.resolve("fhirpre") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0";
      return List.of("--spring.datasource.url=" + url);
    }
  },
  POSTGRESQL {
    @Override
    List<String> settings(Path data) {
      return Postgres.shared().newDatabase();
    }
  };

  /** Arguments of the server for a fresh database. */
  abstract List<String> settings(Path data);
}

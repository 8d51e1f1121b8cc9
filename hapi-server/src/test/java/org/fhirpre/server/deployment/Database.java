// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.deployment;

import java.nio.file.Path;
import java.util.List;

/** The databases that every story is told on. */
public enum Database {
  H2 {
    @Override
    public List<String> settings(Path data) {
      String url = "jdbc:h2:file:" + data.resolve("fhirpre");
      return List.of(
          "--spring.datasource.url="
              + url
              + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE");
    }
  },
  POSTGRESQL {
    @Override
    public List<String> settings(Path data) {
      return Postgres.shared().newDatabase();
    }
  };

  /** Arguments of the server for a fresh database. */
  public abstract List<String> settings(Path data);
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The server's default, a file inside its process; {@code AUTO_SERVER} lets the bench look into it.
 */
final class H2Database implements Database {

  private final Path folder;

  H2Database(Path folder) {
    this.folder = folder;
  }

  @Override
  public List<String> settings(String contestant) {
    return List.of(
        "--spring.datasource.url=" + url(contestant) + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0");
  }

  @Override
  public Connection connect(String contestant) throws SQLException {
    return DriverManager.getConnection(url(contestant), "sa", "");
  }

  /** Of the file, which grows ahead of its content. */
  @Override
  public long bytes(String contestant) throws SQLException {
    try (Connection connection = connect(contestant);
        Statement statement = connection.createStatement()) {
      statement.execute("checkpoint sync");
    }
    return folder.resolve(contestant + ".mv.db").toFile().length();
  }

  private String url(String contestant) {
    return "jdbc:h2:file:" + folder.resolve(contestant) + ";AUTO_SERVER=TRUE";
  }

  @Override
  public void close() {}
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** One embedded PostgreSQL with a database for each contestant; nothing to install. */
final class PostgresDatabase implements Database {

  private static final String OWNER = "postgres";

  private final EmbeddedPostgres postgres;

  private PostgresDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  static PostgresDatabase start(Path folder) throws IOException {
    return new PostgresDatabase(
        EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres")).start());
  }

  @Override
  public List<String> settings(String contestant) throws SQLException {
    try (Connection connection = connect(OWNER);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + contestant);
    }
    return List.of(
        "--spring.datasource.url=" + postgres.getJdbcUrl(OWNER, contestant),
        "--spring.datasource.username=" + OWNER,
        "--spring.datasource.password=" + OWNER);
  }

  @Override
  public Connection connect(String contestant) throws SQLException {
    return postgres.getDatabase(OWNER, contestant).getConnection();
  }

  @Override
  public long bytes(String contestant) throws SQLException {
    try (Connection connection = connect(contestant);
        Statement statement = connection.createStatement()) {
      statement.execute("vacuum");
      ResultSet size = statement.executeQuery("select pg_database_size(current_database())");
      size.next();
      return size.getLong(1);
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}

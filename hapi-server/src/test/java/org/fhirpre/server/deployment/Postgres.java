// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.deployment;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * One PostgreSQL for the test JVM, ended by a shutdown hook: server contexts outlive test classes.
 * Where it cannot start, tests are skipped with the reason, except in CI, where they fail.
 */
public final class Postgres {
  private static @Nullable Postgres shared;

  private final EmbeddedPostgres server;
  private final AtomicInteger databases = new AtomicInteger();

  private Postgres(EmbeddedPostgres server) {
    this.server = server;
  }

  public static synchronized Postgres shared() {
    Postgres running = shared;
    if (running == null) {
      running = new Postgres(started());
      shared = running;
    }
    return running;
  }

  private static EmbeddedPostgres started() {
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setServerConfig("log_statement", "all")
              .setServerConfig("logging_collector", "on") // into its folder, to be scanned
              .setServerConfig("fsync", "on")
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
      return server;
    } catch (IOException | RuntimeException e) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("embedded PostgreSQL does not start", e);
      }
      System.out.println("SKIPPED on PostgreSQL: it does not start here: " + e.getMessage());
      Assumptions.abort("embedded PostgreSQL does not start: " + e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  private static void close(EmbeddedPostgres server) {
    try {
      server.close();
    } catch (IOException e) {
      System.err.println("PostgreSQL did not stop cleanly: " + e.getMessage());
    }
  }

  /** Makes an empty database and returns the server's arguments for it. */
  List<String> newDatabase() {
    String name = "fhir" + databases.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return List.of(
        "--spring.datasource.url=" + server.getJdbcUrl("postgres", name),
        "--spring.datasource.username=postgres",
        "--spring.datasource.password=postgres");
  }

  /** The folder of heap, indexes and write-ahead log. */
  public Path folder() {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SHOW data_directory")) {
      rows.next();
      return Path.of(rows.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

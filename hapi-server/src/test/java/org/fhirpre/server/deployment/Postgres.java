// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.deployment;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.SpringApplication;

/**
 * A PostgreSQL on a folder of its own. Where it cannot start, tests are skipped with the reason,
 * except in CI, where they fail.
 */
public final class Postgres implements AutoCloseable {
  private static @Nullable Postgres shared;

  private final Path folder;
  private final AtomicInteger databases = new AtomicInteger();
  private EmbeddedPostgres server;

  private Postgres(Path folder) {
    this.folder = folder;
    this.server = started(folder, 0);
  }

  /** One for the test JVM; it ends after the servers, which outlive their test classes. */
  public static synchronized Postgres shared() {
    Postgres running = shared;
    if (running == null) {
      running = start();
      SpringApplication.getShutdownHandlers().add(running::close);
      shared = running;
    }
    return running;
  }

  /** Folders of what is shared, if it was started. */
  public static synchronized List<Path> sharedFolders() {
    return Stream.ofNullable(shared).map(Postgres::folder).toList();
  }

  /** One of one's own, to be killed. */
  public static Postgres start() {
    return new Postgres(Folders.create("postgres"));
  }

  /**
   * @param port 0 for any free one
   */
  private static EmbeddedPostgres started(Path folder, int port) {
    try {
      return EmbeddedPostgres.builder()
          .setDataDirectory(folder)
          .setCleanDataDirectory(false)
          .setRegisterShutdownHook(false)
          .setPort(port)
          .setServerConfig("log_statement", "all")
          .setServerConfig("logging_collector", "on") // into its folder, to be scanned
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .start();
    } catch (IOException | RuntimeException e) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException("embedded PostgreSQL does not start", e);
      }
      System.out.println("SKIPPED on PostgreSQL: it does not start here: " + e.getMessage());
      Assumptions.abort("embedded PostgreSQL does not start: " + e.getMessage());
      throw new IllegalStateException(e);
    }
  }

  /** Ends all of its processes without a chance to write anything more. */
  public void kill() {
    try (Stream<String> lines = Files.lines(folder.resolve("postmaster.pid"))) {
      long pid = Long.parseLong(lines.findFirst().orElseThrow().trim());
      ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
      List<ProcessHandle> all =
          Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(each -> each.onExit().join());
      server.close(); // lets go of the folder
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts on the same folder and port as before. */
  public void restart() {
    server = started(folder, server.getPort());
  }

  /** Makes an empty database and returns the server's arguments for it. */
  public List<String> newDatabase() {
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
    return folder;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Folders.delete(folder);
  }
}

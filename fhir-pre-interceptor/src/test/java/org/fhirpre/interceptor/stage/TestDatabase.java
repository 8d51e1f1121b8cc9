// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.stage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;

/** A fresh, empty database; one PostgreSQL a JVM, stopped when the JVM ends. */
public enum TestDatabase {
  H2 {
    @Override
    public DataSource fresh() {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
      return source;
    }
  },
  POSTGRESQL {
    @Override
    public DataSource fresh() {
      PGSimpleDataSource source = new PGSimpleDataSource();
      source.setURL(freshPostgresUrl());
      return source;
    }
  };

  public abstract DataSource fresh();

  /** URL of a fresh database for a whole host, which Boot closes before PostgreSQL ends. */
  public static String hostsPostgresUrl() {
    Postgres.HOSTED.set(true);
    return freshPostgresUrl();
  }

  private static String freshPostgresUrl() {
    String name = "t" + UUID.randomUUID().toString().replace("-", "");
    try (Connection connection = Postgres.RUNNING.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
    return Postgres.RUNNING.getJdbcUrl("postgres", name);
  }

  private static final class Postgres {
    static final AtomicBoolean HOSTED = new AtomicBoolean();
    static final EmbeddedPostgres RUNNING = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres started =
            EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
        SpringApplication.getShutdownHandlers().add(() -> stop(started));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopUnlessHosted(started)));
        return started;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }

    // Boot's handlers run only where Boot ran, and hooks run beside each other.
    private static void stopUnlessHosted(EmbeddedPostgres started) {
      if (!HOSTED.get()) {
        stop(started);
      }
    }

    private static void stop(EmbeddedPostgres started) {
      try {
        started.close();
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}

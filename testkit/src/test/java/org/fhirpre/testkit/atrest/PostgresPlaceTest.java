// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

class PostgresPlaceTest {

  private static final Canary LARGE = new Canary("X.large", Canary.Kind.WORD, "QZXKVWJYPLMT");
  private static final Canary COLUMN = new Canary("X.column", Canary.Kind.WORD, "WNBGTRFDSHJA");
  private static final Canary BYTES = new Canary("X.bytes", Canary.Kind.WORD, "PLOKMIJNUHBY");
  private static final Canary GONE = new Canary("X.deleted", Canary.Kind.WORD, "TGBRFVEDCWSX");

  @Test
  void finds_values_in_columns_large_objects_and_deleted_rows(@TempDir Path data)
      throws IOException, SQLException {
    try (EmbeddedPostgres postgres =
        EmbeddedPostgres.builder().setDataDirectory(data.resolve("pg")).start()) {
      plant(postgres);
      ScanReport report =
          AtRestScanner.of(List.of(LARGE, COLUMN, BYTES, GONE))
              .database("postgres", postgres.getPostgresDatabase())
              .files("files", data)
              .report();
      System.out.println(report);
      assertThat(report.hits())
          .filteredOn(hit -> hit.place().equals("postgres"))
          .extracting(Hit::location)
          .contains("pg_catalog.pg_largeobject.data", "public.scratch.body", "public.scratch.raw");
      assertThat(report.notFound()).isEmpty();
    }
  }

  private static void plant(EmbeddedPostgres postgres) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      connection.setAutoCommit(false);
      connection.createStatement().execute("create table scratch (body text, raw bytea)");
      insert(connection, COLUMN.value(), BYTES.value());
      insert(connection, GONE.value(), "");
      connection.commit();
      connection.createStatement().execute("delete from scratch where raw = ''::bytea");
      largeObject(connection, "x".repeat(2040) + LARGE.value());
      connection.commit();
      connection.setAutoCommit(true);
      connection.createStatement().execute("checkpoint");
    }
  }

  private static void insert(Connection connection, String body, String raw) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into scratch values (?, ?)")) {
      insert.setString(1, body);
      insert.setBytes(2, raw.getBytes(StandardCharsets.US_ASCII));
      insert.executeUpdate();
    }
  }

  /** Longer than one page of 2 KiB, with the value across the border of two pages. */
  private static void largeObject(Connection connection, String content) throws SQLException {
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    LargeObject object = objects.open(objects.createLO(), LargeObjectManager.WRITE);
    object.write(content.getBytes(StandardCharsets.US_ASCII));
    object.close();
  }
}

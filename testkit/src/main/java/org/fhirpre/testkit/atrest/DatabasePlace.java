// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import javax.sql.DataSource;

/** Every value of every column of every table of every schema, system tables and LOBs included. */
final class DatabasePlace {

  private static final int FETCH_ROWS = 200;
  private static final Set<Integer> BINARY =
      Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB, Types.JAVA_OBJECT);

  /** PostgreSQL keeps large objects in rows of 2 KiB: an encoding would be cut at each of them. */
  private static final String LARGE_OBJECTS = "pg_largeobject";

  private final DataSource source;
  private final BiConsumer<String, byte[]> values;

  /**
   * @param values receives {@code schema.table.column} and one value, as bytes
   */
  DatabasePlace(DataSource source, BiConsumer<String, byte[]> values) {
    this.source = source;
    this.values = values;
  }

  void read() {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false); // else PostgreSQL's driver loads whole tables
      for (Table table : tables(connection.getMetaData())) {
        if (table.name().equals(LARGE_OBJECTS)) {
          readLargeObjects(connection);
        } else {
          read(connection, table);
        }
      }
      connection.rollback();
    } catch (SQLException e) {
      throw new IllegalStateException("a table cannot be read, so the scan proves nothing", e);
    }
  }

  private static List<Table> tables(DatabaseMetaData metaData) throws SQLException {
    List<Table> tables = new ArrayList<>();
    String quote = metaData.getIdentifierQuoteString();
    try (ResultSet found = metaData.getTables(null, null, "%", null)) {
      while (found.next()) {
        String type = String.valueOf(found.getString("TABLE_TYPE"));
        if (holdsRows(type)) {
          tables.add(
              new Table(found.getString("TABLE_SCHEM"), found.getString("TABLE_NAME"), quote));
        }
      }
    }
    return tables;
  }

  /** TOAST tables hold the compressed pieces of values that the tables themselves give whole. */
  private static boolean holdsRows(String type) {
    return (type.contains("TABLE") && !type.contains("TOAST"))
        || type.contains("TEMPORARY")
        || type.equals("MATERIALIZED VIEW");
  }

  private void read(Connection connection, Table table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = statement.executeQuery("select * from " + table.quoted())) {
        ResultSetMetaData columns = rows.getMetaData();
        while (rows.next()) {
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            byte[] value = value(rows, i, columns.getColumnType(i));
            values.accept(
                table.schema() + "." + table.name() + "." + columns.getColumnName(i), value);
          }
        }
      }
    }
  }

  private static byte[] value(ResultSet rows, int column, int type) throws SQLException {
    if (BINARY.contains(type)) {
      return Objects.requireNonNullElse(rows.getBytes(column), new byte[0]);
    }
    String text = Objects.requireNonNullElse(rows.getString(column), "");
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void readLargeObjects(Connection connection) throws SQLException {
    String query =
        "select loid, string_agg(data, ''::bytea order by pageno) from pg_catalog.pg_largeobject"
            + " group by loid";
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = statement.executeQuery(query)) {
        while (rows.next()) {
          values.accept("pg_catalog.pg_largeobject.data", value(rows, 2, Types.BINARY));
        }
      }
    }
  }

  private record Table(String schema, String name, String quote) {
    String quoted() {
      return quote + schema + quote + "." + quote + name + quote;
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads every row that HAPI stored for one resource, whatever the table, by JDBC metadata. */
final class RowsOfResource {
  private static final Set<String> OWNER_COLUMNS = Set.of("RES_ID", "SRC_RESOURCE_ID");

  private final Connection connection;

  RowsOfResource(Connection connection) {
    this.connection = connection;
  }

  /** {@code table.column} of the first value that matches. */
  Optional<String> find(long pid, Predicate<String> readable) throws SQLException {
    for (Map.Entry<String, String> table : owners().entrySet()) {
      String sql = "select * from " + table.getKey() + " where " + table.getValue() + " = ?";
      try (PreparedStatement rows = connection.prepareStatement(sql)) {
        rows.setLong(1, pid);
        Optional<String> column = find(rows, readable);
        if (column.isPresent()) {
          return Optional.of(table.getKey() + "." + column.get());
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a tag definition holds one of these codes. */
  boolean hasTag(List<String> codes) throws SQLException {
    String sql = "select count(*) from HFJ_TAG_DEF where TAG_CODE = ?";
    try (PreparedStatement rows = connection.prepareStatement(sql)) {
      for (String code : codes) {
        rows.setString(1, code);
        try (ResultSet count = rows.executeQuery()) {
          if (count.next() && count.getLong(1) > 0) {
            return true;
          }
        }
      }
      return false;
    }
  }

  private Map<String, String> owners() throws SQLException {
    Map<String, String> owners = new LinkedHashMap<>();
    String schema = connection.getSchema();
    try (ResultSet columns =
        connection.getMetaData().getColumns(connection.getCatalog(), schema, "%", "%")) {
      while (columns.next()) {
        String table = columns.getString("TABLE_NAME").toUpperCase(Locale.ROOT);
        String column = columns.getString("COLUMN_NAME").toUpperCase(Locale.ROOT);
        // HFJ_RESOURCE_MODIFIED.RES_ID is text, which PostgreSQL does not compare with a number.
        boolean number = columns.getInt("DATA_TYPE") == Types.BIGINT;
        if (table.startsWith("HFJ_") && OWNER_COLUMNS.contains(column) && number) {
          owners.put(table, column);
        }
      }
    }
    if (owners.isEmpty()) {
      throw new IllegalStateException("HAPI's tables are not in the connection's schema");
    }
    return owners;
  }

  private static Optional<String> find(PreparedStatement rows, Predicate<String> readable)
      throws SQLException {
    try (ResultSet result = rows.executeQuery()) {
      ResultSetMetaData columns = result.getMetaData();
      List<String> hits = new ArrayList<>();
      while (result.next()) {
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          String value = result.getString(i);
          if (value != null && readable.test(value)) {
            hits.add(columns.getColumnName(i));
          }
        }
      }
      return hits.stream().findFirst();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Statements with positional arguments: strings, numbers, booleans, bytes, and {@code String[]} or
 * {@code Long[]} for {@code = ANY(?)}.
 *
 * <p>A short array goes out as {@code IN (?, ?)}: PostgreSQL takes an array whose length it does
 * not know for ten values, finds the plan that it could keep too dear, and plans the statement anew
 * each time. The length is rounded up to a power of two, so that there are few statements.
 *
 * <p>Thread safety: as its DataSource.
 */
final class Sql {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String ANY = "= ANY(?)";
  private static final int SHORT = 32;

  private final DataSource source;

  Sql(DataSource source) {
    this.source = source;
  }

  /** Reads one row; the cursor is not its to move. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  <T> List<T> query(String sql, Row<T> row, @Nullable Object... arguments) {
    return run(
        connection -> {
          try (PreparedStatement statement = prepare(connection, sql, arguments);
              ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
              found.add(row.of(rows));
            }
            return found;
          }
        });
  }

  <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... arguments) {
    return query(sql, row, arguments).stream().findFirst();
  }

  /** Number of rows that it changed. */
  int update(String sql, @Nullable Object... arguments) {
    return run(connection -> execute(connection, sql, arguments));
  }

  /**
   * Inserts unless a unique constraint says that the row is there already; the transaction stays
   * usable in both cases.
   *
   * @return whether it was inserted
   */
  boolean insert(String sql, @Nullable Object... arguments) {
    return run(
        connection -> {
          if (connection.getAutoCommit()) {
            return inserted(connection, sql, arguments);
          }
          // PostgreSQL aborts the whole transaction on a violation unless there is a savepoint.
          Savepoint before = connection.setSavepoint();
          boolean inserted = inserted(connection, sql, arguments);
          if (inserted) {
            connection.releaseSavepoint(before);
          } else {
            connection.rollback(before);
          }
          return inserted;
        });
  }

  static String[] array(Collection<?> values) {
    return values.stream().map(Object::toString).toArray(String[]::new);
  }

  private static boolean inserted(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    try {
      execute(connection, sql, arguments);
      return true;
    } catch (SQLException refused) {
      if (UNIQUE_VIOLATION.equals(refused.getSQLState())) {
        return false;
      }
      throw refused;
    }
  }

  private static int execute(Connection connection, String sql, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, arguments)) {
      return statement.executeUpdate();
    }
  }

  private static PreparedStatement prepare(
      Connection connection, String sql, @Nullable Object... arguments) throws SQLException {
    StringBuilder text = new StringBuilder(sql);
    List<@Nullable Object> values = new ArrayList<>();
    int place = 0;
    for (Object argument : arguments) {
      place = text.indexOf("?", place) + 1;
      if (argument instanceof Object[] array && array.length <= SHORT) {
        List<Object> listed = listed(array);
        int from = place + 1 - ANY.length();
        text.replace(from, place + 1, "IN (" + placeholders(listed.size()) + ")");
        place = text.indexOf(")", from);
        values.addAll(listed);
      } else {
        values.add(argument);
      }
    }
    return set(connection, connection.prepareStatement(text.toString()), values);
  }

  /** The last one again, until the length is a power of two. */
  private static List<Object> listed(Object[] array) {
    List<Object> listed = new ArrayList<>(List.of(array));
    while (Integer.bitCount(listed.size()) > 1) {
      listed.add(array[array.length - 1]);
    }
    return listed;
  }

  private static String placeholders(int count) {
    return count == 0 ? "NULL" : String.join(", ", Collections.nCopies(count, "?"));
  }

  private static PreparedStatement set(
      Connection connection, PreparedStatement statement, List<@Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value instanceof String[] texts) {
        statement.setArray(i + 1, connection.createArrayOf("varchar", texts));
      } else if (value instanceof Long[] numbers) {
        statement.setArray(i + 1, connection.createArrayOf("bigint", numbers));
      } else if (value instanceof byte[] bytes) {
        statement.setBytes(i + 1, bytes);
      } else {
        statement.setObject(i + 1, value);
      }
    }
    return statement;
  }

  private <T> T run(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.with(connection);
    } catch (SQLException failed) {
      throw new StoreUnavailable(failed);
    }
  }
}

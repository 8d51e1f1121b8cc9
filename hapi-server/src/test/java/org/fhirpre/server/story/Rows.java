// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.fhirpre.server.deployment.Deployment;

/** A look into the database, and a hand in it: what an attacker with write access can do. */
public record Rows(DataSource source) {

  public static Rows of(Deployment server) {
    return new Rows(server.dataSource());
  }

  public long grantsOf(String consentId) {
    return Long.parseLong(
        one(
            "SELECT COUNT(*) FROM pre_grant WHERE consent_id IN (?, ?)",
            consentId,
            "Consent/" + consentId));
  }

  /** Entry ids of all grants of a patient. */
  public Set<String> grantEntriesOf(String patientId) {
    Set<String> entries = new TreeSet<>();
    try (Connection connection = source.getConnection();
        PreparedStatement statement =
            prepared(connection, "SELECT entry_id FROM pre_grant WHERE patient_id = ?", patientId);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        entries.add(rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return entries;
  }

  public long count(String table) {
    return Long.parseLong(one("SELECT COUNT(*) FROM " + table));
  }

  public String one(String sql, Object... parameters) {
    return first(sql, row -> row.getString(1), parameters);
  }

  public byte[] bytes(String sql, Object... parameters) {
    return first(sql, row -> row.getBytes(1), parameters);
  }

  public int change(String sql, Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = prepared(connection, sql, parameters)) {
      int changed = statement.executeUpdate();
      if (!connection.getAutoCommit()) {
        connection.commit();
      }
      return changed;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Column<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> T first(String sql, Column<T> column, Object... parameters) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new IllegalStateException("no row");
      }
      return column.of(rows);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }
}

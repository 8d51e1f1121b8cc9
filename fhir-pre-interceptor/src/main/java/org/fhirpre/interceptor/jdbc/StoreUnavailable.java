// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.SQLException;

/**
 * The database refused a statement or did not answer; the request is refused with 503.
 *
 * <p>It carries the SQL state only: messages of drivers quote values.
 */
public final class StoreUnavailable extends RuntimeException {
  private final String sqlState;

  StoreUnavailable(SQLException cause) {
    this(cause.getSQLState() == null ? "none" : cause.getSQLState());
  }

  private StoreUnavailable(String sqlState) {
    super("The key and consent store did not answer, SQL state " + sqlState);
    this.sqlState = sqlState;
  }

  public String sqlState() {
    return sqlState;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.errors;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Set;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** Tells a database that is away from a statement that it refused. */
public final class Outage {
  /** SQL state class of connections that cannot be made or were lost (ISO/IEC 9075-2). */
  private static final String CONNECTION = "08";

  /** PostgreSQL shuts down, crashed, is starting, or has no connection left; H2 was closed. */
  private static final Set<String> ENDED =
      Set.of("57P01", "57P02", "57P03", "53300", "90098", "90121");

  private Outage() {}

  /** Whether a failure of a database connection is among its causes. */
  public static boolean isBehind(Throwable failure) {
    List<Throwable> chain = ExceptionUtils.getThrowableList(failure);
    return chain.stream()
        .anyMatch(each -> each instanceof SQLException refused && isConnection(refused));
  }

  // Drivers give every refusal a state. What has none is the pool's: a timeout, or the end of a
  // transaction on a connection that it has closed.
  private static boolean isConnection(SQLException refused) {
    String state = refused.getSQLState();
    return state == null
        || state.startsWith(CONNECTION)
        || ENDED.contains(state)
        || refused instanceof SQLTransientConnectionException;
  }
}

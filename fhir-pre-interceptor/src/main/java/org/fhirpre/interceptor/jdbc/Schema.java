// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The tables {@code pre_*}, brought up to date in a history of their own, apart from HAPI's and
 * from whatever the host migrates.
 */
public final class Schema {
  static final String HISTORY = "pre_schema_history";
  private static final String FOLDER = "classpath:org/fhirpre/db/";

  private Schema() {}

  /**
   * Migrates; safe on several nodes at once and without effect when nothing is new.
   *
   * @throws StoreUnavailable if the database does not answer
   * @throws IllegalStateException if the database is neither H2 nor PostgreSQL
   */
  public static void migrate(DataSource source) {
    Flyway.configure(Schema.class.getClassLoader())
        .dataSource(source)
        .locations(FOLDER + "common", FOLDER + vendor(source))
        .table(HISTORY)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  private static String vendor(DataSource source) {
    try (Connection connection = source.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
      return switch (product) {
        case "h2", "postgresql" -> product;
        default -> throw new IllegalStateException("fhir-pre runs on H2 and PostgreSQL only");
      };
    } catch (SQLException failed) {
      throw new StoreUnavailable(failed);
    }
  }
}

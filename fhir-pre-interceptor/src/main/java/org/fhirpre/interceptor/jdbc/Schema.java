// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables {@code pre_*}, brought up to date in a history of their own, apart from HAPI's and
 * from whatever the host migrates.
 */
public final class Schema {
  static final String HISTORY = "pre_schema_history";
  private static final String FOLDER = "classpath:org/fhirpre/db/";
  private static final String POSTGRESQL = "postgresql";
  private static final String TEXTS_IN_ROWS =
      "SELECT 1 FROM pg_class WHERE oid = to_regclass('hfj_res_ver')"
          + " AND 'toast_tuple_target=8160' = ANY(reloptions)";
  private static final Logger log = LoggerFactory.getLogger(Schema.class);

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

  /**
   * Keeps texts of HAPI's rows where their rows are, up to a page of 8 kB. PostgreSQL moves what is
   * longer than 2 kB to another table; a sealed text is mostly a little longer, and to fetch it
   * takes several times as long as the row. For rows that are written from now on; once HAPI's
   * tables are there.
   */
  public static void keepTextsInRows(DataSource source) {
    if (!vendor(source).equals(POSTGRESQL)) {
      return;
    }
    Sql sql = new Sql(source);
    try {
      if (sql.first(TEXTS_IN_ROWS, row -> true).isEmpty()) {
        sql.update("ALTER TABLE HFJ_RES_VER SET (toast_tuple_target = 8160)");
      }
    } catch (StoreUnavailable refused) { // the table may be somebody else's
      log.warn("HFJ_RES_VER keeps texts of over 2 kB apart; reads are slower than need be");
    }
  }

  private static String vendor(DataSource source) {
    try (Connection connection = source.getConnection()) {
      String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
      return switch (product) {
        case "h2", POSTGRESQL -> product;
        default -> throw new IllegalStateException("fhir-pre runs on H2 and PostgreSQL only");
      };
    } catch (SQLException failed) {
      throw new StoreUnavailable(failed);
    }
  }
}

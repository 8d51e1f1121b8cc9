// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Where the contestants of a run store: each in an empty database of its own. */
interface Database extends Closeable {

  String POSTGRES = "postgres";
  String H2 = "h2";

  /** Starts one. */
  static Database start(String kind, Path folder) throws IOException {
    return kind.equals(POSTGRES) ? PostgresDatabase.start(folder) : new H2Database(folder);
  }

  /** The server's settings: address and credentials. */
  List<String> settings(String contestant) throws SQLException;

  Connection connect(String contestant) throws SQLException;

  /** What the contestant's data, indexes and overhead take. */
  long bytes(String contestant) throws SQLException;

  /** Rows in all of HAPI's search index tables, links between resources not among them. */
  default long indexRows(String contestant) throws SQLException {
    String tables =
        "select table_name from information_schema.tables where lower(table_name) like 'hfj_spidx_%'"
            + " and lower(table_name) <> 'hfj_spidx_identity'";
    try (Connection connection = connect(contestant);
        Statement statement = connection.createStatement()) {
      List<String> names = new ArrayList<>();
      ResultSet found = statement.executeQuery(tables);
      while (found.next()) {
        names.add(found.getString(1));
      }
      long rows = 0;
      for (String name : names) {
        ResultSet count = statement.executeQuery("select count(*) from " + name);
        count.next();
        rows += count.getLong(1);
      }
      return rows;
    }
  }
}

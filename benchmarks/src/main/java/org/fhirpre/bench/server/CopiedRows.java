// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a database larger by copies of its patients and Observations, row by row as HAPI keeps
 * them: resources, versions, index rows and links. To load as many through the server takes hours.
 *
 * <p>A copy has keys and ids of its own and the index values of its original, so values are as
 * frequent as they were. Its sealed body names the original and would be withheld; nothing that is
 * measured reads one. PostgreSQL only.
 */
final class CopiedRows {

  private static final String COPIED = "('Patient', 'Observation')";

  /** Far from every key that the server will make itself. */
  private static final long FIRST_KEY = 1_000_000_000L;

  private final Connection connection;
  private final long stride;
  private final long originals;
  private int copies;

  /**
   * @param connection of a database in which nothing was copied yet
   */
  CopiedRows(Connection connection) throws SQLException {
    this.connection = connection;
    this.originals = number("select count(*) from hfj_resource where res_type in " + COPIED);
    this.stride =
        1
            + number("select max(pid) from hfj_res_ver")
            + number("select max(res_id) from hfj_resource")
            + greatestKeyOfIndexes();
  }

  /** Copies until there are at least so many resources of the copied types. */
  void growTo(long resources) throws SQLException {
    int wanted = (int) Math.max(0, (resources - 1) / originals);
    if (wanted <= copies) {
      return;
    }
    List<String> tables = tables();
    List<String> definitions = dropIndexes(tables);
    execute("set session_replication_role = replica"); // what is copied refers to what is copied
    for (String table : tables) {
      copy(table, copies + 1, wanted);
    }
    for (String definition : definitions) {
      execute(definition);
    }
    copies = wanted;
    execute("vacuum analyze");
  }

  /**
   * To build an index once takes a fraction of what it takes to add millions of random keys to it.
   *
   * @return what makes them again; those of constraints stay
   */
  private List<String> dropIndexes(List<String> tables) throws SQLException {
    String free =
        " from pg_indexes where tablename in ('%s') and indexname not in (select conname from"
            + " pg_constraint) order by indexname";
    String those = free.formatted(String.join("', '", tables));
    List<String> definitions = strings("select indexdef" + those);
    for (String name : strings("select indexname" + those)) {
      execute("drop index \"" + name + "\"");
    }
    return definitions;
  }

  private void copy(String table, int first, int last) throws SQLException {
    List<String> columns = columns(table);
    String owner = columns.contains("src_resource_id") ? "src_resource_id" : "res_id";
    List<String> values = columns.stream().map(column -> value(table, column)).toList();
    String sql =
        "insert into %s (%s) select %s from %s t, generate_series(%d, %d) k where t.%s < %d and"
            + " t.%s in (select res_id from hfj_resource where res_type in %s)";
    execute(
        sql.formatted(
            table,
            String.join(", ", columns),
            String.join(", ", values),
            table,
            first,
            last,
            owner,
            FIRST_KEY,
            owner,
            COPIED));
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(String table, String column) {
    String moved = "t." + column + " + " + FIRST_KEY + " + k * " + stride;
    return switch (column) {
      case "res_id", "pid", "sp_id", "src_resource_id" -> moved;
      case "target_resource_id" ->
          "case when t.target_resource_type in "
              + COPIED
              + " then "
              + moved
              + " else t."
              + column
              + " end";
      case "fhir_id" -> table.equals("hfj_resource") ? "gen_random_uuid()::text" : "t." + column;
      default -> "t." + column;
    };
  }

  /** Resources first: the others refer to them. */
  private List<String> tables() throws SQLException {
    List<String> tables = new ArrayList<>(List.of("hfj_resource", "hfj_res_ver", "hfj_res_link"));
    tables.addAll(indexes());
    return tables;
  }

  private List<String> indexes() throws SQLException {
    return strings(
        "select table_name from information_schema.tables where table_name like 'hfj_spidx_%'"
            + " and table_name <> 'hfj_spidx_identity'");
  }

  private long greatestKeyOfIndexes() throws SQLException {
    long greatest = number("select coalesce(max(pid), 0) from hfj_res_link");
    for (String table : indexes()) {
      greatest = Math.max(greatest, number("select coalesce(max(sp_id), 0) from " + table));
    }
    return greatest;
  }

  private List<String> columns(String table) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select column_name from information_schema.columns where table_name = ?"
                + " and is_generated = 'NEVER' order by ordinal_position")) {
      statement.setString(1, table);
      return strings(statement.executeQuery());
    }
  }

  private List<String> strings(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return strings(statement.executeQuery(sql));
    }
  }

  private static List<String> strings(ResultSet rows) throws SQLException {
    List<String> found = new ArrayList<>();
    while (rows.next()) {
      found.add(rows.getString(1));
    }
    return found;
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}

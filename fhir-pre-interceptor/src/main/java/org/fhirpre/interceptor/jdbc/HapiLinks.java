// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A look into HAPI's own tables: which current resources refer to which, and the texts in which
 * sealed ones are stored. Each method is a few queries, however much it is asked.
 *
 * <p>Links of HAPI are those that a search parameter follows; they are not authenticated.
 *
 * <p>One table a query: requests ask this all the time, and to plan a join with both ends of a link
 * takes PostgreSQL ten times as long as to look at the rows.
 */
public final class HapiLinks {
  private static final String ROWS = "SELECT RES_ID, RES_TYPE, FHIR_ID FROM HFJ_RESOURCE WHERE ";
  private static final String CURRENT = " AND RES_DELETED_AT IS NULL";
  private static final String LINKS =
      "SELECT SRC_RESOURCE_ID, SRC_PATH, TARGET_RESOURCE_ID FROM HFJ_RES_LINK WHERE ";
  private static final String TEXTS =
      "SELECT r.RES_TYPE, r.FHIR_ID, v.RES_TEXT_VC AS STORED"
          + " FROM HFJ_RESOURCE r JOIN HFJ_RES_VER v ON v.RES_ID = r.RES_ID AND v.RES_VER ="
          + " r.RES_VER WHERE r.FHIR_ID = ANY(?) AND r.RES_TYPE = ANY(?)"
          + " AND r.RES_DELETED_AT IS NULL AND v.RES_ENCODING = 'ESR'";

  private final Sql sql;

  public HapiLinks(DataSource source) {
    this.sql = new Sql(source);
  }

  /**
   * @param source literal reference, without version
   * @param path FHIRPath of the element, for example {@code Group.member.entity}
   */
  public record Link(String source, String path, String target) {}

  /** The current version of a sealed resource, as HAPI keeps it. */
  public record Stored(String reference, String text) {}

  private record Row(long pid, String reference) {}

  private record Ends(long source, String path, @Nullable Long target) {
    Optional<Link> of(Map<Long, String> named) {
      String from = named.get(source);
      String to = named.get(target);
      return from == null || to == null ? Optional.empty() : Optional.of(new Link(from, path, to));
    }
  }

  /**
   * Links over any of the paths to any of the targets, and over {@code upward} from any of them.
   */
  public List<Link> around(Collection<String> resources, Collection<String> paths, String upward) {
    Map<Long, String> known = rows(resources);
    Long[] pids = known.keySet().toArray(Long[]::new);
    return links(
        known,
        LINKS
            + "TARGET_RESOURCE_ID = ANY(?) AND SRC_PATH = ANY(?) UNION ALL "
            + LINKS
            + "SRC_RESOURCE_ID = ANY(?) AND SRC_PATH = ?",
        pids,
        Sql.array(paths),
        pids,
        upward);
  }

  /** Every link from any of the sources. */
  public List<Link> from(Collection<String> sources) {
    Map<Long, String> known = rows(sources);
    return links(
        known, LINKS + "SRC_RESOURCE_ID = ANY(?)", (Object) known.keySet().toArray(Long[]::new));
  }

  private Map<Long, String> rows(Collection<String> references) {
    Map<Long, String> rows = byPid("FHIR_ID = ANY(?)", (Object) ids(references));
    rows.values().retainAll(new HashSet<>(references)); // ids of other types are few
    return rows;
  }

  /** Of links whose ends are both current. */
  private List<Link> links(Map<Long, String> known, String query, Object... arguments) {
    if (known.isEmpty()) {
      return List.of();
    }
    List<Ends> found = sql.query(query, HapiLinks::ends, arguments);
    Set<Long> others = new HashSet<>();
    found.forEach(
        link -> {
          others.add(link.source());
          if (link.target() != null) {
            others.add(link.target());
          }
        });
    others.removeAll(known.keySet());
    Map<Long, String> named = new HashMap<>(known);
    if (!others.isEmpty()) {
      named.putAll(byPid("RES_ID = ANY(?)", (Object) others.toArray(Long[]::new)));
    }
    return found.stream().flatMap(link -> link.of(named).stream()).toList();
  }

  private Map<Long, String> byPid(String condition, Object... arguments) {
    Map<Long, String> byPid = new HashMap<>();
    sql.query(ROWS + condition + CURRENT, HapiLinks::row, arguments)
        .forEach(row -> byPid.put(row.pid(), row.reference()));
    return byPid;
  }

  /** Those of these that are stored sealed. */
  public List<Stored> sealed(Collection<String> resources) {
    Set<String> wanted = new HashSet<>(resources);
    return sql.query(TEXTS, HapiLinks::stored, ids(resources), types(resources)).stream()
        .filter(stored -> wanted.contains(stored.reference()))
        .toList();
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(row.getLong("RES_ID"), reference(row));
  }

  private static Ends ends(ResultSet row) throws SQLException {
    return new Ends(
        row.getLong("SRC_RESOURCE_ID"),
        row.getString("SRC_PATH"),
        row.getObject("TARGET_RESOURCE_ID", Long.class));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    String text = row.getString("STORED");
    return new Stored(reference(row), text == null ? "" : text);
  }

  private static String reference(ResultSet row) throws SQLException {
    return row.getString("RES_TYPE") + "/" + row.getString("FHIR_ID");
  }

  private static String[] ids(Collection<String> references) {
    return part(references, 1);
  }

  private static String[] types(Collection<String> references) {
    return part(references, 0);
  }

  private static String[] part(Collection<String> references, int which) {
    return references.stream()
        .map(reference -> reference.split("/", 2))
        .filter(parts -> parts.length == 2)
        .map(parts -> parts[which])
        .distinct()
        .toArray(String[]::new);
  }
}

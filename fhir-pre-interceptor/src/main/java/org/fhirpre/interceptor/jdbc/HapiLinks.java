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
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A look into HAPI's own tables: which current resources refer to which, and the texts in which
 * sealed ones are stored. Each method is a few queries, however much it is asked.
 *
 * <p>Links of HAPI are those that a search parameter follows; they are not authenticated.
 *
 * <p>Both ends of a link are named by a second query: requests ask this all the time, mostly there
 * is no link, and to plan a join of four tables takes PostgreSQL longer than to look at the rows.
 */
public final class HapiLinks {
  private static final String ROWS =
      "SELECT RES_ID, RES_TYPE, FHIR_ID FROM HFJ_RESOURCE"
          + " WHERE RES_ID = ANY(?) AND RES_DELETED_AT IS NULL";
  private static final String LINKS =
      "SELECT SRC_RESOURCE_ID, SRC_PATH, TARGET_RESOURCE_ID FROM HFJ_RES_LINK WHERE ";
  private static final String NAMED =
      " IN (SELECT RES_ID FROM HFJ_RESOURCE WHERE FHIR_ID = ANY(?))";
  private static final String FROM = LINKS + "SRC_RESOURCE_ID" + NAMED;
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

  private record Ends(long source, String path, long target) {
    Optional<Link> of(Map<Long, String> named) {
      String from = named.get(source);
      String to = named.get(target);
      return from == null || to == null ? Optional.empty() : Optional.of(new Link(from, path, to));
    }
  }

  /**
   * Links over any of the paths to any of the targets, and over {@code upward} from any of them;
   * both ends are current. Paths are the code's own, never a request's: they are part of the
   * statement, since PostgreSQL would not keep a plan that must suit any path.
   */
  public List<Link> around(Collection<String> resources, Collection<String> paths, String upward) {
    String[] ids = ids(resources);
    Set<String> known = new HashSet<>(resources); // another type may have the same id
    return links(around(paths, upward), ids, ids).stream()
        .filter(it -> known.contains(it.path().equals(upward) ? it.source() : it.target()))
        .toList();
  }

  private static String around(Collection<String> paths, String upward) {
    return LINKS
        + "TARGET_RESOURCE_ID"
        + NAMED
        + " AND SRC_PATH IN ('"
        + String.join("', '", paths)
        + "') UNION ALL "
        + LINKS
        + "SRC_RESOURCE_ID"
        + NAMED
        + " AND SRC_PATH = '"
        + upward
        + "'";
  }

  /** Every link from any of the sources; both ends are current. */
  public List<Link> from(Collection<String> sources) {
    Set<String> known = new HashSet<>(sources);
    return links(FROM, (Object) ids(sources)).stream()
        .filter(link -> known.contains(link.source()))
        .toList();
  }

  private List<Link> links(String query, Object... arguments) {
    List<Ends> found = sql.query(query, HapiLinks::ends, arguments);
    if (found.isEmpty()) {
      return List.of();
    }
    Map<Long, String> current = current(found);
    return found.stream().flatMap(link -> link.of(current).stream()).toList();
  }

  private Map<Long, String> current(List<Ends> links) {
    Long[] pids =
        links.stream()
            .flatMap(link -> Stream.of(link.source(), link.target()))
            .distinct()
            .toArray(Long[]::new);
    Map<Long, String> byPid = new HashMap<>();
    sql.query(ROWS, HapiLinks::row, (Object) pids)
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
        row.getLong("TARGET_RESOURCE_ID"));
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

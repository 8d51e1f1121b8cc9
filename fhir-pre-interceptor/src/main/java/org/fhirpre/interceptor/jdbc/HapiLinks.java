// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A look into HAPI's own tables: which current resources refer to which, and the texts in which
 * sealed ones are stored. Each method is one query, however much it is asked.
 *
 * <p>Links of HAPI are those that a search parameter follows; they are not authenticated.
 */
public final class HapiLinks {
  private static final String LINKS =
      "SELECT s.RES_TYPE AS SOURCE_TYPE, s.FHIR_ID AS SOURCE_ID, l.SRC_PATH AS PATH,"
          + " t.RES_TYPE AS TARGET_TYPE, t.FHIR_ID AS TARGET_ID FROM HFJ_RES_LINK l"
          + " JOIN HFJ_RESOURCE s ON s.RES_ID = l.SRC_RESOURCE_ID"
          + " JOIN HFJ_RESOURCE t ON t.RES_ID = l.TARGET_RESOURCE_ID"
          + " WHERE s.RES_DELETED_AT IS NULL AND t.RES_DELETED_AT IS NULL";
  private static final String TEXTS =
      "SELECT r.RES_TYPE AS SOURCE_TYPE, r.FHIR_ID AS SOURCE_ID, v.RES_TEXT_VC AS STORED"
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

  /**
   * Links over any of the paths to any of the targets, and over {@code upward} from any of them.
   */
  public List<Link> around(Collection<String> resources, Collection<String> paths, String upward) {
    String query =
        LINKS
            + " AND t.FHIR_ID = ANY(?) AND t.RES_TYPE = ANY(?) AND l.SRC_PATH = ANY(?)"
            + " UNION ALL "
            + LINKS
            + " AND s.FHIR_ID = ANY(?) AND s.RES_TYPE = ANY(?) AND l.SRC_PATH = ?";
    Set<String> wanted = new HashSet<>(resources);
    String[] ids = ids(resources);
    String[] types = types(resources);
    return sql
        .query(query, HapiLinks::link, ids, types, Sql.array(paths), ids, types, upward)
        .stream()
        .filter(link -> wanted.contains(link.path().equals(upward) ? link.source() : link.target()))
        .toList();
  }

  /** Every link from any of the sources. */
  public List<Link> from(Collection<String> sources) {
    Set<String> wanted = new HashSet<>(sources);
    return sql
        .query(
            LINKS + " AND s.FHIR_ID = ANY(?) AND s.RES_TYPE = ANY(?)",
            HapiLinks::link,
            ids(sources),
            types(sources))
        .stream()
        .filter(link -> wanted.contains(link.source()))
        .toList();
  }

  /** Those of these that are stored sealed. */
  public List<Stored> sealed(Collection<String> resources) {
    Set<String> wanted = new HashSet<>(resources);
    return sql.query(TEXTS, HapiLinks::stored, ids(resources), types(resources)).stream()
        .filter(stored -> wanted.contains(stored.reference()))
        .toList();
  }

  private static Link link(ResultSet row) throws SQLException {
    return new Link(
        source(row),
        row.getString("PATH"),
        row.getString("TARGET_TYPE") + "/" + row.getString("TARGET_ID"));
  }

  private static Stored stored(ResultSet row) throws SQLException {
    String text = row.getString("STORED");
    return new Stored(source(row), text == null ? "" : text);
  }

  private static String source(ResultSet row) throws SQLException {
    return row.getString("SOURCE_TYPE") + "/" + row.getString("SOURCE_ID");
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

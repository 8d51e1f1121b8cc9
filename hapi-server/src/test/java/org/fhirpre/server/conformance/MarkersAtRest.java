// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.testkit.atrest.AtRestScanner;
import org.fhirpre.testkit.atrest.Canary;

/**
 * Looks for {@link Markers} in whole tables and in answers, in every encoding that a scan knows.
 */
final class MarkersAtRest {
  private MarkersAtRest() {}

  /**
   * @param answers of which none was given to a request that held a marker itself
   * @return where one was found, empty if nowhere
   */
  static List<String> found(Set<String> markers, DataSource source, Collection<String> answers) {
    List<String> clear = clear(source);
    List<Canary> canaries =
        markers.stream()
            .filter(marker -> !marker.matches("[a-z]+")) // a common word, also of system tables
            .filter(marker -> clear.stream().noneMatch(text -> text.contains(folded(marker))))
            .map(marker -> new Canary("marker", Canary.Kind.TEXT, marker))
            .toList();
    if (canaries.isEmpty()) {
      throw new IllegalStateException("no marker is unlike what the server holds anyway");
    }
    System.out.println("looked for " + canaries.size() + " of " + markers.size() + " markers");
    return AtRestScanner.of(canaries)
        .database("tables", source)
        .lines("answers", answers)
        .report()
        .hits()
        .stream()
        .map(hit -> hit + " " + hit.canary().value())
        .toList();
  }

  /** What stands readable because it may: logical ids, terminology, profiles, organisations. */
  private static List<String> clear(DataSource source) {
    List<String> texts = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT r.FHIR_ID, v.RES_TYPE, v.RES_TEXT_VC FROM HFJ_RESOURCE r"
                    + " JOIN HFJ_RES_VER v ON v.RES_ID = r.RES_ID")) {
      while (rows.next()) {
        texts.add(folded(rows.getString("FHIR_ID")));
        String text = rows.getString("RES_TEXT_VC");
        if (text != null && isClear(rows.getString("RES_TYPE"))) {
          texts.add(folded(text));
        }
      }
    } catch (SQLException failed) {
      throw new IllegalStateException("the tables cannot be read", failed);
    }
    return texts;
  }

  /** As the scan sees it. */
  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean isClear(String type) {
    return ResourceTypes.find(type).filter(row -> row.protection() == Protection.CLEAR).isPresent();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Looks for canaries in everything that was stored.
 *
 * <p>Every value is searched as it is and through UTF-16, the escapes of URLs, JSON and XML, hex,
 * base64 and base64url at every alignment, gzip, zlib, raw DEFLATE and zip, in any order four deep.
 * Not seen through: encryption, PostgreSQL's own compression inside raw files (the columns are read
 * as well), DEFLATE without any header in the middle of a file. Call the scanning methods in any
 * order, then {@link #report}. Not thread-safe.
 */
public final class AtRestScanner {

  private final Set<Canary> canaries;
  private final Inspector inspector;
  private final Map<Hit, Long> hits = new LinkedHashMap<>();
  private final Map<String, Long> bytesByPlace = new TreeMap<>();

  private AtRestScanner(Set<Canary> canaries, Inspector inspector) {
    this.canaries = canaries;
    this.inspector = inspector;
  }

  /** A scanner that looks for every usual form of the canaries. */
  public static AtRestScanner of(Collection<Canary> canaries) {
    return of(canaries, List.of());
  }

  /**
   * The same with forms that only the caller can make, such as the hash values that HAPI calculates
   * for a search parameter.
   */
  public static AtRestScanner of(Collection<Canary> canaries, Collection<Form> extra) {
    List<Form> forms = new ArrayList<>(extra);
    canaries.forEach(canary -> forms.addAll(Forms.of(canary)));
    return new AtRestScanner(new LinkedHashSet<>(canaries), new Inspector(forms));
  }

  /**
   * Every column of every table of every schema that the user of the data source can read.
   *
   * @throws IllegalStateException if a table cannot be read
   */
  public AtRestScanner database(String place, DataSource source) {
    new DatabasePlace(source, (column, value) -> inspect(place, column, value)).read();
    return this;
  }

  /** The raw bytes of a file, or of all files below a folder. */
  public AtRestScanner files(String place, Path root) {
    new FilePlace((file, window) -> inspect(place, file, window)).read(root);
    return this;
  }

  /** Text such as log lines, one by one. */
  public AtRestScanner lines(String place, Collection<String> lines) {
    int number = 0;
    for (String line : lines) {
      number++;
      inspect(place, "line " + number, line.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** What was found so far. */
  public ScanReport report() {
    return new ScanReport(canaries, hits, bytesByPlace);
  }

  private void inspect(String place, String location, byte[] value) {
    bytesByPlace.merge(place, (long) value.length, Long::sum);
    inspector.inspect(
        value,
        (decoding, found) -> {
          Hit hit = new Hit(place, location, decoding, found.form(), found.canary());
          hits.merge(hit, 1L, Long::sum);
        });
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a scan found, where, and how much it looked at. Immutable. */
public final class ScanReport {

  private static final int PRINTED_HITS = 50;

  private final Set<Canary> canaries;
  private final Map<Hit, Long> hits;
  private final Map<String, Long> bytesByPlace;

  ScanReport(Set<Canary> canaries, Map<Hit, Long> hits, Map<String, Long> bytesByPlace) {
    this.canaries = Set.copyOf(canaries);
    this.hits = new LinkedHashMap<>(hits);
    this.bytesByPlace = new TreeMap<>(bytesByPlace);
  }

  /** Each kind of find once, in the order of scanning. */
  public List<Hit> hits() {
    return List.copyOf(hits.keySet());
  }

  /** Canaries that no place gave back: must be empty in a negative control. */
  public List<Canary> notFound() {
    Set<Canary> found = hits.keySet().stream().map(Hit::canary).collect(Collectors.toSet());
    return canaries.stream().filter(canary -> !found.contains(canary)).toList();
  }

  /** Names of the forms that were found anywhere, prefixes as {@code prefix}. */
  public Set<String> formsFound() {
    return hits.keySet().stream()
        .map(hit -> hit.form().startsWith("prefix of ") ? "prefix" : hit.form())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Bytes looked at, before decoding; a place with none was not really scanned. */
  public Map<String, Long> bytesByPlace() {
    return new TreeMap<>(bytesByPlace);
  }

  /** Separates the hits into allowed and leaks. */
  public Verdict judge(AllowList allowed) {
    List<Hit> leaks = hits.keySet().stream().filter(hit -> !allowed.permits(hit)).toList();
    return new Verdict(leaks, allowed.unusedBy(hits.keySet()));
  }

  /** For people: places with sizes, then the first hits with their counts. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(canaries.size()).append(" canaries, ").append(hits.size()).append(" kinds of hit");
    bytesByPlace.forEach(
        (place, bytes) ->
            text.append("\n  ").append(place).append(": ").append(bytes).append(" bytes"));
    hits.entrySet().stream()
        .limit(PRINTED_HITS)
        .forEach(
            hit -> text.append("\n  ").append(hit.getKey()).append(" x").append(hit.getValue()));
    return text.toString();
  }

  /**
   * The result of a scan against an allow-list.
   *
   * @param leaks hits that no entry permits
   * @param unused entries that permitted nothing: outdated, hence a failure as well
   */
  public record Verdict(List<Hit> leaks, List<String> unused) {
    public Verdict {
      leaks = List.copyOf(leaks);
      unused = List.copyOf(unused);
    }

    public boolean clean() {
      return leaks.isEmpty() && unused.isEmpty();
    }
  }
}

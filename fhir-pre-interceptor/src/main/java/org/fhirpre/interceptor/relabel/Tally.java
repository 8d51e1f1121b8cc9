// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a plan counts. All but the two last lists are about current versions.
 *
 * @param resources looked at
 * @param olderVersions looked at
 * @param unreadable versions whose policy attributes do not open or belong to another row
 * @param raisedResources that would get a label
 * @param raisedOlder older versions that would get one
 * @param raised by type, label and row, current and older versions
 * @param lowered the same for labels that nothing calls for any more; never applied
 * @param unjudged by type; no code of theirs is of a system that a list speaks of
 */
record Tally(
    long resources,
    long olderVersions,
    long unreadable,
    long raisedResources,
    long raisedOlder,
    List<Count> raised,
    List<Count> lowered,
    List<Count> unjudged) {

  static final Tally NOTHING = new Tally(0, 0, 0, 0, 0, List.of(), List.of(), List.of());

  /**
   * @param rule row of a list, or type; empty where nothing is counted by label
   */
  record Count(String type, String system, String code, String rule, long count) {
    private static final Comparator<Count> ORDER =
        Comparator.comparing(Count::type)
            .thenComparing(Count::system)
            .thenComparing(Count::code)
            .thenComparing(Count::rule);

    static Count of(String type) {
      return new Count(type, "", "", "", 1);
    }

    private Count with(long counted) {
      return new Count(type, system, code, rule, counted);
    }
  }

  Tally plus(Tally other) {
    return new Tally(
        resources + other.resources,
        olderVersions + other.olderVersions,
        unreadable + other.unreadable,
        raisedResources + other.raisedResources,
        raisedOlder + other.raisedOlder,
        sum(raised, other.raised),
        sum(lowered, other.lowered),
        sum(unjudged, other.unjudged));
  }

  static Tally sum(Collection<Tally> tallies) {
    return tallies.stream().reduce(NOTHING, Tally::plus);
  }

  private static List<Count> sum(List<Count> one, List<Count> other) {
    Map<Count, Long> sums = new TreeMap<>(Count.ORDER);
    Stream.concat(one.stream(), other.stream())
        .forEach(count -> sums.merge(count, count.count(), Long::sum));
    return sums.entrySet().stream().map(sum -> sum.getKey().with(sum.getValue())).toList();
  }
}

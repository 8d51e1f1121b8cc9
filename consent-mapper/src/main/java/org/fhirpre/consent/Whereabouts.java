// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fhirpre.crypto.SegmentId;

/** Which of the single resources that Consents permit lie in which segment. */
final class Whereabouts {
  private final Map<SegmentId, Set<String>> bySegment;

  private Whereabouts(Map<SegmentId, Set<String>> bySegment) {
    this.bySegment = bySegment;
  }

  static Whereabouts of(List<NormalConsent> consents, Directory directory) {
    Map<SegmentId, Set<String>> bySegment = new HashMap<>();
    consents.stream()
        .flatMap(Whereabouts::named)
        .distinct()
        .forEach(
            reference ->
                directory
                    .segmentsOf(reference)
                    .forEach(
                        segment ->
                            bySegment
                                .computeIfAbsent(segment, first -> new HashSet<>())
                                .add(reference)));
    return new Whereabouts(bySegment);
  }

  /** References of the resources that a Consent permits one by one. */
  static Stream<String> named(NormalConsent consent) {
    return consent.nodes().stream()
        .filter(Node::permits)
        .flatMap(node -> node.when().data().stream())
        .filter(rule -> rule.meaning() == DataRule.Meaning.INSTANCE)
        .map(DataRule::reference);
  }

  Set<String> in(SegmentId segment) {
    return bySegment.getOrDefault(segment, Set.of());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.EnumSet;
import java.util.Set;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.terminology.Sensitivities;
import org.fhirpre.terminology.TypeRow;

/**
 * What a node can say about one grantee and the resources of one segment.
 *
 * @param named references of named resources that lie in the segment
 */
record Coverage(String grantee, Segment segment, Set<String> named) {
  private static final Set<Dimension> KEYED =
      EnumSet.of(Dimension.ACTOR, Dimension.LABEL, Dimension.CLASS, Dimension.ACTION);

  /** Whether it may match a read of some resource there, every policy condition assumed true. */
  boolean mayMatch(Node node) {
    Conditions when = node.when();
    return (when.actors().isEmpty() || when.actors().contains(grantee))
        && reads(when)
        && (when.labels().isEmpty() || when.labels().stream().anyMatch(this::admits))
        && (when.resourceTypes().isEmpty() || when.resourceTypes().stream().anyMatch(this::here))
        && (when.data().isEmpty() || when.data().stream().anyMatch(this::mayConcern));
  }

  /** Whether a deny matches every read of every resource there, by keyed conditions alone. */
  boolean certainlyDenies(Node node) {
    Conditions when = node.when();
    return !node.permits()
        && KEYED.containsAll(when.dimensions())
        && (when.actors().isEmpty() || when.actors().contains(grantee))
        && reads(when)
        && (when.labels().isEmpty() || when.labels().stream().anyMatch(this::covers))
        && (when.resourceTypes().isEmpty() || coversGroup(when.resourceTypes()));
  }

  private static boolean reads(Conditions when) {
    return when.actions().isEmpty() || when.actions().stream().anyMatch(a -> !a.writes());
  }

  private boolean admits(Label stated) {
    return Confidentiality.ofLabel(stated)
        .map(level -> level.atLeast(lowest()))
        .orElseGet(() -> below(stated));
  }

  private boolean covers(Label stated) {
    return Confidentiality.ofLabel(stated)
        .map(level -> lowest().atLeast(level))
        .orElseGet(() -> below(stated));
  }

  private boolean below(Label stated) {
    return !segment.facet().band() && Sensitivities.isBelow(segment.facet().label(), stated);
  }

  /** Lowest confidentiality of a resource of the segment; U, L and M lie in band N. */
  private Confidentiality lowest() {
    Facet facet = segment.facet();
    return facet.sensitive() ? facet.floor() : Confidentiality.U;
  }

  private boolean here(String type) {
    return groupOf(type) == segment.classGroup();
  }

  private boolean mayConcern(DataRule rule) {
    return rule.meaning() != DataRule.Meaning.INSTANCE || named.contains(rule.reference());
  }

  private static ClassGroup groupOf(String type) {
    return ResourceTypes.find(type)
        .flatMap(TypeRow::classGroup)
        .orElse(ResourceTypes.UNLISTED_GROUP);
  }

  /** {@code other} also takes types that no list can name. */
  private boolean coversGroup(Set<String> types) {
    return segment.classGroup() != ResourceTypes.UNLISTED_GROUP
        && types.containsAll(ResourceTypes.in(segment.classGroup()));
  }
}

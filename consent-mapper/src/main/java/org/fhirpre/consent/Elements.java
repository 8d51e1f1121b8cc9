// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Property;

/** Reads HAPI's model without trusting {@code hasX()}: an empty element counts as absent there. */
final class Elements {
  private Elements() {}

  /** System and code, if both are there. */
  static Optional<Label> label(Coding coding) {
    return coding.hasSystem() && coding.hasCode()
        ? Optional.of(new Label(coding.getSystem(), coding.getCode()))
        : Optional.empty();
  }

  /** Ends are inclusive to their precision. */
  static Range range(Period period, ZoneId zone) {
    Optional<Range> start = date(period.getStartElement(), zone);
    Optional<Range> end = date(period.getEndElement(), zone);
    Instant from = start.map(Range::start).orElse(Instant.MIN);
    Instant to = end.map(Range::end).orElse(Instant.MAX);
    if (!from.isBefore(to)) {
      throw new DateTimeException("a period ends before it starts");
    }
    return new Range(from, to);
  }

  /** A provision and all provisions below it. */
  static List<ProvisionComponent> withNested(ProvisionComponent root) {
    List<ProvisionComponent> found = new ArrayList<>();
    Deque<ProvisionComponent> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      ProvisionComponent next = open.pop();
      found.add(next);
      next.getProvision().forEach(open::push);
    }
    return found;
  }

  /**
   * Extensions at any depth of an element, extensions of extensions left out.
   *
   * @param kind {@code extension} or {@code modifierExtension}
   * @param skipped names of child elements of the top that are not looked into
   */
  static List<Extension> extensions(Base top, String kind, Set<String> skipped) {
    List<Extension> found = new ArrayList<>();
    Deque<Base> open = new ArrayDeque<>(List.of(top));
    while (!open.isEmpty()) {
      Base element = open.pop();
      for (Property property : element.children()) {
        if (property.getName().equals(kind)) {
          property.getValues().forEach(value -> found.add((Extension) value));
        } else if (element != top || !skipped.contains(property.getName())) {
          property.getValues().stream()
              .filter(value -> !(value instanceof Extension))
              .forEach(open::push);
        }
      }
    }
    return found;
  }

  private static Optional<Range> date(DateTimeType date, ZoneId zone) {
    return Optional.ofNullable(date.getValueAsString()).map(text -> Range.of(text, zone));
  }
}

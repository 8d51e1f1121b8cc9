// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fhirpre.consent.Range;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Timing;

/** Derives the policy attributes of a readable resource: what a decision will look at later. */
final class PolicyAttributes {
  private static final List<String> EFFECTIVE =
      List.of(
          "effective[x]",
          "performed[x]",
          "occurrence[x]",
          "onset[x]",
          "period",
          "authoredOn",
          "date",
          "created",
          "issued",
          "started",
          "recordedDate",
          "serviced[x]");
  private static final List<String> AUTHORS =
      List.of("author", "recorder", "asserter", "performer", "requester", "informationSource");
  private static final Set<String> AUTHORING = Set.of("ATND", "PPRF", "AUT");

  private final FhirTerser terser;
  private final ZoneId zone;

  PolicyAttributes(FhirContext fhir, ZoneId zone) {
    this.terser = fhir.newTerser();
    this.zone = zone;
  }

  ResourceAttributes of(Resource resource, Set<String> patients, SealingFacts facts, Meta meta) {
    Set<String> references = new TreeSet<>();
    terser.getAllPopulatedChildElementsOfType(resource, Reference.class).stream()
        .flatMap(reference -> literal(reference).stream())
        .forEach(references::add);
    Set<String> named = new TreeSet<>();
    patients.forEach(patient -> named.add("Patient/" + patient));
    ResourceAttributes attributes =
        new ResourceAttributes(
            resource.fhirType(),
            resource.getIdElement().getIdPart(),
            named,
            facts.labels(),
            effective(resource),
            authors(resource),
            references,
            codes(resource),
            Optional.ofNullable(meta.getSource()));
    return attributes.with(Members.of(resource, zone));
  }

  private Optional<Range> effective(Resource resource) {
    return Stream.concat(
            EFFECTIVE.stream().flatMap(name -> values(resource, name)),
            values(resource, "collection").flatMap(part -> values(part, "collected[x]")))
        .findFirst()
        .flatMap(this::range);
  }

  private Optional<Range> range(Base value) {
    try {
      if (value instanceof Period period) {
        return Spans.of(period, zone);
      }
      if (value instanceof Timing timing && timing.getRepeat().hasBoundsPeriod()) {
        return Spans.of(timing.getRepeat().getBoundsPeriod(), zone);
      }
      if (value instanceof Timing timing) {
        return timing.getEvent().stream()
            .map(event -> Spans.moment(event, zone))
            .reduce(PolicyAttributes::cover);
      }
      return value instanceof BaseDateTimeType date
          ? Optional.of(Spans.moment(date, zone))
          : Optional.empty();
    } catch (DateTimeException | IllegalArgumentException noSpanOfTime) {
      return Optional.empty();
    }
  }

  private static Range cover(Range one, Range other) {
    return new Range(
        one.start().isBefore(other.start()) ? one.start() : other.start(),
        one.end().isAfter(other.end()) ? one.end() : other.end());
  }

  private static Set<String> authors(Resource resource) {
    Set<String> authors = new TreeSet<>();
    Stream<Base> named = AUTHORS.stream().flatMap(name -> values(resource, name));
    Stream<Base> participants =
        values(resource, "participant").filter(PolicyAttributes::isAuthoring);
    Stream<Reference> told = AuthorsHook.authors(resource);
    Stream.concat(Stream.concat(named, participants).flatMap(PolicyAttributes::people), told)
        .flatMap(reference -> literal(reference).stream())
        .forEach(authors::add);
    return authors;
  }

  private static Stream<Reference> people(Base value) {
    Stream<Base> inside = Stream.of("actor", "individual").flatMap(name -> values(value, name));
    return Stream.concat(Stream.of(value), inside)
        .filter(Reference.class::isInstance)
        .map(Reference.class::cast);
  }

  private static boolean isAuthoring(Base participant) {
    return values(participant, "type")
        .flatMap(type -> values(type, "coding"))
        .anyMatch(coding -> coding instanceof Coding c && AUTHORING.contains(c.getCode()));
  }

  private Set<Label> codes(Resource resource) {
    Set<Label> codes = new TreeSet<>();
    Set<Coding> labels = Collections.newSetFromMap(new IdentityHashMap<>());
    labels.addAll(resource.getMeta().getTag());
    labels.addAll(resource.getMeta().getSecurity());
    for (Coding coding : terser.getAllPopulatedChildElementsOfType(resource, Coding.class)) {
      if (coding.hasSystem() && coding.hasCode() && !labels.contains(coding)) {
        codes.add(new Label(coding.getSystem(), coding.getCode()));
      }
    }
    return codes;
  }

  static Optional<String> literal(Reference reference) {
    IIdType id = reference.getReferenceElement();
    return id.hasResourceType() && id.hasIdPart()
        ? Optional.of(id.getResourceType() + "/" + id.getIdPart())
        : Optional.empty();
  }

  private static Stream<Base> values(Base of, String name) {
    Property property = of.getNamedProperty(name);
    return property == null ? Stream.empty() : property.getValues().stream();
  }
}

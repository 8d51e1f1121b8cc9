// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.fhirpre.consent.Range;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Confidentiality;
import org.fhirpre.terminology.Facet;
import org.fhirpre.terminology.Label;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.ResourceTypes;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;

/** What an explanation is about: a stored resource by its attributes, or one that is described. */
public final class ExplainedResources {
  private static final String NOBODYS = "00000000-0000-0000-0000-000000000000";

  private final Supplier<DaoRegistry> daos;
  private final KeyDirectory keys;
  private final ZoneId zone;

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   */
  public ExplainedResources(Supplier<DaoRegistry> daos, KeyDirectory keys, ZoneId zone) {
    this.daos = daos;
    this.keys = keys;
    this.zone = zone;
  }

  /** As the parameters say it. */
  record Described(
      Optional<String> resource,
      Optional<String> type,
      Set<Label> labels,
      Set<Label> codes,
      Optional<String> effective) {}

  /** Empty if nothing is described. */
  Optional<ConsentJudge.Question> of(String patient, Described described) {
    if (described.resource().isPresent()) {
      return Optional.of(
          stored(patient, described.resource().get()).orElseThrow(FhirErrors::absentOrDenied));
    }
    return described.type().map(type -> hypothetical(patient, type, described));
  }

  /** A sealed resource that names the patient; its version if the reference has one. */
  Optional<ConsentJudge.Question> stored(String patient, String reference) {
    IdType id = new IdType(reference);
    boolean sealed =
        id.hasResourceType() && id.hasIdPart() && SealedTypes.possible(id.getResourceType());
    return sealed
        ? read(id)
            .flatMap(SealedRecord::of)
            .filter(record -> record.attributes().patients().contains(patient))
            .map(record -> new ConsentJudge.Question(record.attributes(), record.segments()))
        : Optional.empty();
  }

  /** What is judged where there is nothing, so that both cost the same. */
  static ConsentJudge.Question nobodys() {
    return new ConsentJudge.Question(
        attributes("Patient/" + NOBODYS, "Basic", Labels.NORMAL), List.of());
  }

  private Optional<IBaseResource> read(IdType id) {
    try {
      return Optional.of(
          daos.get().getResourceDao(id.getResourceType()).read(id, new SystemRequestDetails()));
    } catch (ResourceNotFoundException | ResourceGoneException absent) {
      return Optional.empty();
    }
  }

  private ConsentJudge.Question hypothetical(String patient, String type, Described described) {
    ClassGroup group =
        ResourceTypes.find(type)
            .map(row -> row.classGroup().orElse(ResourceTypes.UNLISTED_GROUP))
            .orElseThrow(() -> FhirErrors.badRequest("malformed-encoding", "unknown type"));
    Labels labels = labels(described.labels());
    ResourceAttributes bare = attributes(patient, type, labels);
    ResourceAttributes attributes =
        new ResourceAttributes(
            bare.type(),
            bare.id(),
            bare.patients(),
            labels,
            described.effective().map(this::range),
            Set.of(),
            Set.of(),
            described.codes(),
            Optional.empty());
    return new ConsentJudge.Question(attributes, newest(patient, labels.facets(), group));
  }

  private static ResourceAttributes attributes(String patient, String type, Labels labels) {
    return new ResourceAttributes(
        type,
        "hypothetical",
        Set.of(patient),
        labels,
        Optional.empty(),
        Set.of(),
        Set.of(),
        Set.of(),
        Optional.empty());
  }

  private static Labels labels(Set<Label> stated) {
    Confidentiality confidentiality = Confidentiality.N;
    List<Label> sensitivities = new ArrayList<>();
    for (Label label : stated) {
      Optional<Confidentiality> level = Confidentiality.ofLabel(label);
      confidentiality = level.map(confidentiality::max).orElse(confidentiality);
      if (level.isEmpty()) {
        sensitivities.add(
            Facet.ofLabel(label)
                .orElseThrow(() -> FhirErrors.badRequest("malformed-encoding", "unknown label"))
                .label());
      }
    }
    return Labels.of(confidentiality, sensitivities);
  }

  private Range range(String date) {
    try {
      return Range.of(date, zone);
    } catch (DateTimeException malformed) {
      throw FhirErrors.badRequest("malformed-encoding", "effective is not a date");
    }
  }

  /** Of each facet the patient's newest segment; none where nothing was written yet. */
  private List<SegmentId> newest(String patient, List<Facet> facets, ClassGroup group) {
    List<Segment> segments = keys.segments(patient.substring("Patient/".length()));
    List<SegmentId> newest = new ArrayList<>();
    for (Facet facet : facets) {
      segments.stream()
          .filter(each -> each.facet().equals(facet) && each.classGroup() == group)
          .max(Comparator.comparing(each -> each.epoch().toString()))
          .ifPresent(segment -> newest.add(segment.id()));
    }
    return newest.size() == facets.size() ? newest : List.of();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;

/** Makes resources with the labels, dates, authors and references that a decision speaks of. */
record GoldenRecord(GoldenGroup group, Patient patient) {

  /** The resource of a decision; a patient's own record where the decision is about that. */
  Resource of(JsonNode request) {
    String reference = reference(request);
    if (reference.startsWith("Patient/")) {
      return from(request, patient);
    }
    Resource resource =
        reference.startsWith("Task/")
            ? named(group.here(reference))
            : observation(request, reference);
    request
        .path("labels")
        .forEach(
            label ->
                resource
                    .getMeta()
                    .addSecurity()
                    .setSystem(label.path("system").asText())
                    .setCode(label.path("code").asText()));
    return from(request, resource);
  }

  private static Resource from(JsonNode request, Resource resource) {
    String source = request.path("metaSource").asText("");
    if (!source.isEmpty() && !source.equals("null")) {
      resource.getMeta().setSource(source);
    }
    return resource;
  }

  private Observation observation(JsonNode request, String reference) {
    Observation observation =
        Records.heartRate(patient, 61, request.path("effective").asText("2020-01-01"));
    observation.setId(group.id(reference));
    if (request.path("effective").isNull()) {
      observation.setEffective(null);
    }
    request.path("authors").forEach(a -> observation.addPerformer(new Reference(a.asText())));
    for (JsonNode other : request.path("references")) {
      observation.setEncounter(new Reference(group.here(other.asText())));
    }
    return observation;
  }

  /** One for each set of attributes where the decision names none. */
  static String reference(JsonNode request) {
    String named = request.path("resource").asText("");
    return named.isEmpty()
        ? "Observation/" + request.path("labels").hashCode() + request.path("effective")
        : named;
  }

  /** A resource that a Consent names and no decision is about. */
  Resource named(String reference) {
    int slash = reference.indexOf('/');
    Reference subject = new Reference("Patient/" + patient.getIdPart());
    Resource resource =
        switch (reference.substring(0, slash)) {
          case "Encounter" -> {
            Encounter encounter = new Encounter().setStatus(EncounterStatus.FINISHED);
            encounter.getClass_().setSystem("urn:example").setCode("AMB");
            yield encounter.setSubject(subject);
          }
          case "ServiceRequest" ->
              new ServiceRequest()
                  .setStatus(ServiceRequestStatus.ACTIVE)
                  .setIntent(ServiceRequestIntent.ORDER)
                  .setSubject(subject);
          default -> Records.heartRate(patient, 83, "2021-01-01");
        };
    resource.setId(reference.substring(slash + 1));
    return resource;
  }
}

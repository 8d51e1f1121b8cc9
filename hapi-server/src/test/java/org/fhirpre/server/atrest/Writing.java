// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fhirpre.testkit.SampleBundle;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Every way to write, and every way to be refused while writing. */
final class Writing {
  private static final String SYSTEM = "http://canary.invalid/system";

  private final Exchange ehr;
  private final Fixtures fixtures;
  private final List<Resource> created = new ArrayList<>();

  Writing(Exchange ehr, Fixtures fixtures) {
    this.ehr = ehr;
    this.fixtures = fixtures;
  }

  /**
   * @return logical id of the first patient
   */
  String samples(Samples samples) {
    samples.foundations().forEach(this::sample);
    List<Response> answers = samples.patients().stream().map(this::sample).toList();
    String location = answers.get(0).path("entry[0].response.location");
    return location.replaceAll(".*Patient/([^/]+).*", "$1");
  }

  private Response sample(SampleBundle bundle) {
    return ehr.send(200, "load " + bundle, request -> request.body(bundle.json()).post(""));
  }

  void creates() {
    ehr.put(201, fixtures.patient());
    for (Resource resource : fixtures.oneOfEachType()) {
      Response answer = ehr.post(foreseen(resource), resource.fhirType(), resource);
      String location = answer.header("Location");
      if (location != null) {
        Resource copy = resource.copy();
        copy.setId(location.replaceAll(".*/([^/]+)/_history/.*", "$1"));
        created.add(copy);
      }
    }
  }

  private static int foreseen(Resource resource) {
    // a Consent full of canaries was given by nobody who may give it
    return resource.fhirType().equals("Consent") ? 403 : 201;
  }

  void updates() {
    created.forEach(resource -> ehr.put(200, resource));
  }

  void conditionals() {
    Observation observation = observation(fixtures.word("conditional create"));
    String url = "identifier=" + SYSTEM + "|" + fixtures.word("conditional create");
    for (int status : new int[] {201, 200}) {
      ehr.send(
          status,
          "conditional create",
          request ->
              Exchange.body(request, observation).header("If-None-Exist", url).post("Observation"));
    }
    ehr.put(200, "Observation?" + url, observation);
    String other = fixtures.word("conditional update that creates");
    ehr.put(201, "Observation?identifier=" + SYSTEM + "|" + other, observation(other));
    ehr.delete(200, "Observation?identifier=" + SYSTEM + "|" + other);
  }

  void transaction() {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    for (Resource resource : fixtures.transaction()) {
      entry(bundle, resource)
          .setFullUrl(
              resource.fhirType().equals("Patient")
                  ? fixtures.newborn()
                  : "urn:uuid:" + UUID.randomUUID());
    }
    String word = fixtures.word("conditional create in a transaction");
    entry(bundle, observation(word))
        .getRequest()
        .setIfNoneExist("identifier=" + SYSTEM + "|" + word);
    ehr.post(200, "", bundle);
  }

  void refused() {
    Binary nobodys = (Binary) fixtures.passing("Binary of nobody", "Binary");
    nobodys.setSecurityContext(null);
    ehr.post(422, "Binary", nobodys);
    ehr.put(422, named());
    ehr.send(
        400,
        "malformed date",
        request ->
            request
                .body(
                    "{\"resourceType\":\"Patient\",\"birthDate\":\""
                        + fixtures.word("malformed date")
                        + "\"}")
                .post("Patient"));
    ehr.send(
        201,
        "unknown element",
        request ->
            request
                .body(
                    "{\"resourceType\":\"Patient\",\""
                        + fixtures.word("unknown element")
                        + "\":\"x\"}")
                .post("Patient"));
    killedTransaction();
    Resource stale = created.get(0);
    ehr.send(
        409,
        "stale version",
        request ->
            Exchange.body(request, stale)
                .header("If-Match", "W/\"99\"")
                .put(stale.fhirType() + "/" + stale.getIdElement().getIdPart()));
  }

  private Resource named() {
    Resource patient = fixtures.passing("client id", "Patient");
    patient.setId(fixtures.word("client id"));
    return patient;
  }

  private void killedTransaction() {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    entry(bundle, fixtures.passing("killed transaction, first", "Condition"));
    Observation orphan = (Observation) fixtures.passing("killed transaction, last", "Observation");
    orphan.setSubject(new Reference("Patient/" + UUID.randomUUID()));
    entry(bundle, orphan);
    ehr.post(400, "", bundle);
  }

  void patches() {
    for (Resource resource : created) {
      if (resource.fhirType().equals("Observation")) {
        String patch =
            "[{\"op\":\"replace\",\"path\":\"/code/text\",\"value\":\""
                + fixtures.word("patch")
                + "\"}]";
        String path = "Observation/" + resource.getIdElement().getIdPart();
        ehr.send(
            405,
            "PATCH",
            request -> request.contentType("application/json-patch+json").body(patch).patch(path));
      }
    }
  }

  void deletes() {
    for (Resource resource : created) {
      if (List.of("Condition", "Flag", "Subscription").contains(resource.fhirType())) {
        ehr.delete(200, resource.fhirType() + "/" + resource.getIdElement().getIdPart());
      }
    }
  }

  /** What was created, with its ids. */
  List<Resource> created() {
    return List.copyOf(created);
  }

  private Observation observation(String identifier) {
    Observation observation = new Observation();
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.addIdentifier(new Identifier().setSystem(SYSTEM).setValue(identifier));
    observation.setSubject(new Reference("Patient/" + fixtures.patientId()));
    return observation;
  }

  private static Bundle.BundleEntryComponent entry(Bundle bundle, Resource resource) {
    Bundle.BundleEntryComponent entry = bundle.addEntry().setResource(resource);
    entry.getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType());
    return entry;
  }
}

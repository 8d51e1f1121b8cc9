// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Searches, reads and operations, allowed and refused, with values that must not be kept. */
final class Asking {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

  private final Exchange ehr;
  private final Fixtures fixtures;

  Asking(Exchange ehr, Fixtures fixtures) {
    this.ehr = ehr;
    this.fixtures = fixtures;
  }

  void searches() {
    String of = "patient=" + fixtures.patientId();
    for (String query :
        List.of(
            "Patient?family=" + fixtures.word("family"),
            "Patient?identifier=http://canary.invalid/x|" + fixtures.word("identifier"),
            "Patient?address-city=" + fixtures.word("city") + "&birthdate=1861-03-04",
            "Patient?family:exact=" + fixtures.word("exact family"),
            "Observation?" + of + "&code=http://loinc.org|" + fixtures.word("code"),
            "Observation?" + of + "&code:not=" + fixtures.word("not code"),
            "Observation?" + of + "&value-string=" + fixtures.word("value string"),
            "Observation?" + of + "&value-quantity=gt73194.0625",
            "Observation?" + of + "&date=ge1861-03-04",
            "Observation?patient.family=" + fixtures.word("chain"),
            "Patient?_has:Observation:patient:code=" + fixtures.word("has"),
            "Patient?_total=accurate&family=" + fixtures.word("total"),
            "Condition?" + of + "&_tag=" + fixtures.word("tag"),
            "Condition?" + of + "&_profile=http://canary.invalid/" + fixtures.word("profile"),
            "Condition?" + of + "&_include=*&_revinclude=*")) {
      search(200, query);
    }
  }

  void refusedSearches() {
    for (String query :
        List.of(
            "Patient?_sort=birthdate&family=" + fixtures.word("sort"),
            "Patient?family:contains=" + fixtures.word("contains"),
            "Patient?_filter=family eq " + fixtures.word("filter"),
            "Patient?_content=" + fixtures.word("content"),
            "Patient?" + fixtures.word("parameter name") + "=x",
            "Patient?birthdate=" + fixtures.word("date"),
            "Observation?value-quantity=gt" + fixtures.word("quantity"))) {
      search(400, query);
    }
    ehr.get(404, "Patient/" + fixtures.word("read"));
    ehr.get(404, fixtures.word("type") + "/1");
  }

  /** The same by GET and by POST, as search by POST is what the careful use. */
  private void search(int status, String query) {
    ehr.get(status, query);
    int mark = query.indexOf('?');
    ehr.send(
        status,
        "POST _search " + query,
        request ->
            request
                .contentType("application/x-www-form-urlencoded")
                .body(query.substring(mark + 1).replace("|", "%7C").replace(" ", "%20"))
                .post(query.substring(0, mark) + "/_search"));
  }

  void operations(List<Resource> created) {
    String patient = "Patient/" + fixtures.patientId();
    ehr.get(404, patient + "/_history");
    ehr.get(200, "Observation/_history");
    ehr.get(200, patient + "/$everything");
    Resource target = created.get(0);
    Meta meta = new Meta();
    meta.addTag(new Coding("http://canary.invalid/tags", fixtures.word("meta-add"), null));
    Parameters add = new Parameters();
    add.addParameter().setName("meta").setValue(meta);
    ehr.post(405, target.fhirType() + "/" + target.getIdElement().getIdPart() + "/$meta-add", add);
    Parameters validate = new Parameters();
    validate
        .addParameter()
        .setName("resource")
        .setResource(fixtures.passing("$validate", "Condition"));
    ehr.post(200, "Condition/$validate", validate);
  }

  /** A patient's Consent lets a practitioner read, who then looks for values. */
  void grantedReading(Exchange admin, Exchange practitioner, Patient patient, String id) {
    practitioner.send(200, "register a key", request -> practitioner.party().register());
    admin.post(201, "Consent", consent(id, practitioner.party().subject()));
    practitioner.get(200, "Patient/" + id);
    practitioner.get(200, "Patient/" + id + "/$everything");
    Map<String, ?> values =
        Map.of(
            "_id", id,
            "family", patient.getNameFirstRep().getFamily(),
            "birthdate", patient.getBirthDateElement().getValueAsString());
    practitioner.send(
        200,
        "search with values of the record",
        request -> request.queryParams(values).get("Patient"));
    practitioner.get(404, "Patient/" + fixtures.patientId());
    practitioner.get(
        200, "Observation?patient=" + id + "&code=" + fixtures.word("code of a practitioner"));
  }

  /** What is exported lies in jobs and in Binary resources. */
  void exports(Exchange practitioner, String id) {
    String path = "Patient/" + id + "/$export";
    String filter = "Patient?family=" + fixtures.word("type filter");
    practitioner.send(
        400,
        "export by a value",
        asked -> async(asked).queryParam("_typeFilter", filter).get(path));
    Response begun =
        practitioner.send(
            202, "export", asked -> async(asked).queryParam("_type", "Patient").get(path));
    String status = String.valueOf(begun.header("Content-Location"));
    Instant end = Instant.now().plus(PATIENCE);
    while (practitioner.party().request().get(status).statusCode() == 202
        && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    Response done = practitioner.send(200, "export", asked -> asked.get(status));
    List<String> files = done.jsonPath().getList("output.url");
    for (String file : files == null ? List.<String>of() : files) {
      practitioner.send(200, "file", asked -> asked.accept("application/fhir+ndjson").get(file));
    }
  }

  private static RequestSpecification async(RequestSpecification request) {
    return request.header("Prefer", "respond-async");
  }

  private Consent consent(String patient, String actor) {
    Consent consent = new Consent();
    consent.setStatus(Consent.ConsentState.ACTIVE);
    consent.setScope(concept("consentscope", "patient-privacy"));
    consent.addCategory(new CodeableConcept(new Coding("http://loinc.org", "59284-0", null)));
    consent.setPatient(new Reference("Patient/" + patient));
    consent.addPerformer(new Reference("Patient/" + patient));
    consent.setPolicyRule(concept("v3-ActCode", "OPTOUT"));
    consent.addIdentifier().setValue(fixtures.word("identifier of a consent"));
    Consent.ProvisionComponent permit = consent.getProvision();
    permit.setType(Consent.ConsentProvisionType.PERMIT);
    permit
        .addActor()
        .setRole(concept("v3-ParticipationType", "IRCP"))
        .setReference(new Reference(actor));
    permit.addSecurityLabel(new Coding(TERMINOLOGY + "v3-Confidentiality", "N", null));
    permit.addPurpose(new Coding(TERMINOLOGY + "v3-ActReason", "TREAT", null));
    return consent;
  }

  private static CodeableConcept concept(String system, String code) {
    return new CodeableConcept(new Coding(TERMINOLOGY + system, code, null));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import ca.uhn.fhir.context.FhirContext;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.Resealer;
import org.fhirpre.client.Resealer.Outcome;
import org.fhirpre.client.TokenSource;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.fhirpre.terminology.Facet;
import org.fhirpre.testkit.atrest.AtRestScanner;
import org.fhirpre.testkit.atrest.Canary;
import org.fhirpre.testkit.atrest.ScanReport;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/**
 * Records are stored, the hospital's list learns a code, and the server, killed while it applies
 * the plan, goes on with it.
 */
abstract class Relabelling {
  private static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  private static final String CODE = "WARDQZKXJVT7";
  private static final int CROWD = 60;

  private final Database database;
  private final ListFolder lists = ListFolder.create();
  private final Patient patient = Records.patient("Marlowe");
  private final Observation ward = observation(CODE, "2025-06-01T10:00:00Z");
  private final Observation changed = observation(CODE, "2025-06-02T10:00:00Z");
  private final Observation later = Records.heartRate(patient, 61, "2025-06-05T10:00:00Z");
  private final Observation known = observation("L1", "2025-06-03T10:00:00Z");
  private final Observation text = Records.heartRate(patient, 61, "2025-06-04T10:00:00Z");

  Relabelling(Database database) {
    this.database = database;
    changed.setId(UUID.randomUUID().toString());
    ward.setId(UUID.randomUUID().toString());
    later.setId(UUID.randomUUID().toString());
    known.setId(UUID.randomUUID().toString());
    text.setId(UUID.randomUUID().toString());
    text.setCode(new CodeableConcept().setText("a note without a code"));
  }

  @Test
  void a_code_that_a_list_learns_is_planned_raised_and_sealed_anew() {
    lists.put(1, "L1=PSY");
    try (Deployment server = Deployment.start(database, lists.setting())) {
      Party ehr = server.party("demo-ehr");
      Party narrow = server.party("demo-practitioner-2");
      Officer officer = new Officer(server.party("demo-admin"));
      narrow.register().then().statusCode(200);
      ehr.register().then().statusCode(200);
      store(ehr);
      consent(officer.party(), narrow);
      consent(officer.party(), ehr, "HIV", "PSY");
      assertThat(Looks.reads(narrow, ward)).isTrue();
      server.stopServer();

      lists.put(2, CODE + "=HIV");
      server.startProcess();
      String plan = planned(officer, narrow, ehr);
      killed_while_it_applies(server, officer, plan);

      server.startServer();
      Parameters applied = officer.await(officer.apply(plan));
      assertThat(Officer.text(applied, "state")).isEqualTo("applied");
      assertThat(Officer.number(applied, "pending")).isEqualTo(2 + CROWD);
      raised(narrow, ehr);
      pending(officer, narrow, ehr);
      resealed(server, officer, ehr);
      stale(server, officer, plan);
      written_down(officer, plan);
      nothing_readable_is_left_behind(server);
    }
  }

  private static void written_down(Officer officer, String plan) {
    String events =
        officer
            .party()
            .request()
            .queryParam("subtype", "https://fhirpre.org/fhir/CodeSystem/audit-event|$relabel")
            .get("AuditEvent")
            .asString();
    assertThat(events).contains("a plan was asked for", "plan " + plan + " was applied");
  }

  private void store(Party ehr) {
    Resource[] first = {patient, ward, changed, later, known, text};
    ehr.post("", Records.transaction(first)).then().statusCode(200);
    changed.setCode(new CodeableConcept(new Coding("http://loinc.org", "8867-4", null)));
    ehr.put(changed).then().statusCode(200);
    later.setCode(new CodeableConcept(new Coding(ListFolder.SYSTEM, CODE, null)));
    ehr.put(later).then().statusCode(200);
    List<Resource> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(observation(CODE, "2025-01-01T10:00:00Z"));
    }
    ehr.post("", Records.transaction(crowd.toArray(Resource[]::new))).then().statusCode(200);
  }

  private void consent(Party admin, Party reader, String... sensitivities) {
    Consent consent = Records.consent(patient, reader.subject());
    consent.setPolicyRule(null).addPolicy().setUri("urn:example:permits-only");
    for (String label : sensitivities) {
      consent.getProvision().addSecurityLabel(new Coding(ACT_CODE, label, null));
    }
    admin.post("Consent", consent).then().statusCode(201);
  }

  private String planned(Officer officer, Party narrow, Party ehr) {
    for (Party other : List.of(narrow, ehr)) {
      other.post("$relabel", new Parameters()).then().statusCode(403);
      other.get("$relabel-status?run=" + UUID.randomUUID()).then().statusCode(403);
    }
    officer.party().get("$relabel-status?run=" + UUID.randomUUID()).then().statusCode(404);
    Parameters plan = officer.plan();
    assertThat(Officer.text(plan, "state")).isEqualTo("ready");
    assertThat(Officer.counts(plan, "raise"))
        .containsExactly("Observation HIV ward.csv|2#" + CODE + " " + (3 + CROWD));
    assertThat(Officer.number(plan, "raisedResources")).isEqualTo(2 + CROWD);
    assertThat(Officer.number(plan, "raisedOlder")).isEqualTo(1);
    assertThat(Officer.counts(plan, "lower")).containsExactly("Observation PSY ward.csv|1#L1 1");
    assertThat(Officer.counts(plan, "unjudged")).contains("Observation 1");
    assertThat(Officer.number(plan, "unreadable")).isZero();
    assertThat(Officer.number(plan, "resources")).isEqualTo(6 + CROWD);
    assertThat(Officer.number(plan, "olderVersions")).isEqualTo(2);
    assertThat(Officer.number(plan, "pending")).isZero();
    assertThat(Looks.reads(narrow, ward)).as("a plan changes nothing").isTrue();
    assertThat(Looks.found(ehr, "Observation?code=" + ListFolder.SYSTEM + "|" + CODE))
        .contains(id(ward));
    return Officer.text(plan, "plan");
  }

  private static void killed_while_it_applies(Deployment server, Officer officer, String plan) {
    Response started = officer.apply(plan);
    started.then().statusCode(202);
    for (int i = 0; i < 3; i++) {
      officer.party().request().urlEncodingEnabled(false).get(started.header("Content-Location"));
    }
    server.killProcess();
  }

  private void raised(Party narrow, Party ehr) {
    assertThat(Looks.reads(narrow, ward)).isFalse();
    assertThat(Looks.reads(ehr, ward)).isTrue();
    assertThat(Looks.reads(ehr, known)).as("lowering is only reported").isTrue();
    assertThat(Looks.reads(narrow, known)).isFalse();
    assertThat(Looks.reads(narrow, changed)).isTrue();
    narrow.get("Observation/" + id(changed) + "/_history/1").then().statusCode(404);
    ehr.get("Observation/" + id(changed) + "/_history/1").then().statusCode(200);
    narrow.get("Observation/" + id(later) + "/_history/1").then().statusCode(404);
    narrow.get("Observation/" + id(later) + "/_history").then().statusCode(404);
    ehr.get("Observation/" + id(later) + "/_history/1").then().statusCode(200);

    String code = "code=" + ListFolder.SYSTEM + "|" + CODE;
    String of = "patient=" + patient.getIdPart();
    assertThat(Looks.found(ehr, "Observation?" + code)).isEmpty();
    assertThat(Looks.found(ehr, "Observation?_count=500&" + of + "&" + code))
        .hasSize(2 + CROWD)
        .contains(id(ward));
    assertThat(Looks.found(ehr, "Observation?" + of + "&date=2025-06-01"))
        .containsExactly(id(ward));
    assertThat(Looks.found(ehr, "Observation?" + of + "&status=final&date=2025-06-01")).isEmpty();
    assertThat(Looks.found(narrow, "Observation?" + of + "&" + code)).isEmpty();
  }

  private void pending(Officer officer, Party narrow, Party ehr) {
    String list = "Patient/" + patient.getIdPart() + "/$relabel-pending";
    Response refused = narrow.get(list);
    refused.then().statusCode(404);
    assertThat(refused.asString())
        .isEqualTo(narrow.get("Patient/" + UUID.randomUUID() + "/$relabel-pending").asString());
    assertThat(ehr.get(list).asString()).contains("Observation/" + id(ward));
    assertThat(status(officer)).contains("relabel-pending");
  }

  private void resealed(Deployment server, Officer officer, Party ehr) {
    assertThat(facets(server, ehr)).containsExactly("N");
    List<Resealer.Result> results = new ArrayList<>();
    FhirHttp http =
        new FhirHttp(server.base(), TokenSource.fixed(ehr.token()), Duration.ofSeconds(60));
    new Resealer(http, FhirContext.forR4Cached(), ehr.opener())
        .reseal("Patient/" + patient.getIdPart(), results::add);
    assertThat(results).hasSize(2 + CROWD).allMatch(result -> result.outcome() == Outcome.SEALED);

    assertThat(facets(server, ehr)).containsExactly("HIV");
    ehr.get("Observation/" + id(ward)).then().body("meta.versionId", equalTo("2"));
    ehr.get("Patient/" + patient.getIdPart() + "/$relabel-pending").then().statusCode(404);
    assertThat(status(officer)).doesNotContain("relabel-pending");
    assertThat(Looks.found(ehr, "Observation?patient=" + patient.getIdPart() + "&status=final"))
        .contains(id(ward));
    assertThat(Looks.reads(ehr, ward)).isTrue();
    Rows.of(server)
        .change("DELETE FROM pre_grant WHERE segment_id = ?", segments(ehr).iterator().next());
    assertThat(Looks.reads(ehr, ward)).as("the policy permits, no key does").isFalse();
  }

  private static void stale(Deployment server, Officer officer, String applied) {
    Parameters nothing = officer.plan();
    assertThat(Officer.counts(nothing, "raise")).isEmpty();
    assertThat(Officer.number(nothing, "pending")).isZero();
    String plan = Officer.text(nothing, "plan");
    Rows.of(server).change("UPDATE pre_relabel_run SET edition = 'other lists'");
    for (String each : List.of(plan, applied, "unknown")) {
      officer
          .apply(each)
          .then()
          .statusCode(409)
          .body("issue[0].details.coding[0].code", equalTo("relabel-plan-stale"));
    }
  }

  private static void nothing_readable_is_left_behind(Deployment server) {
    AtRestScanner scanner =
        AtRestScanner.of(
            List.of(
                new Canary("code", Canary.Kind.WORD, CODE),
                new Canary("system", Canary.Kind.URI, ListFolder.SYSTEM)));
    scanner.database("tables", server.dataSource());
    server.stopServer();
    scanner.files("data folder", server.data());
    ScanReport report = scanner.report();
    assertThat(report.bytesByPlace()).containsOnlyKeys("tables", "data folder");
    assertThat(report.hits()).isEmpty();
  }

  private String status(Officer officer) {
    return officer
        .party()
        .get("Patient/" + patient.getIdPart() + "/$consent-enforcement-status")
        .asString();
  }

  private Set<String> segments(Party reader) {
    Observation shell =
        FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(Observation.class, reader.get("Observation/" + id(ward)).asString());
    Set<String> segments = new HashSet<>();
    for (Extension share : shell.getExtension().get(0).getExtensionsByUrl("share")) {
      segments.add(share.getExtensionByUrl("segment").getValue().primitiveValue());
    }
    return segments;
  }

  private List<String> facets(Deployment server, Party reader) {
    KeyDirectory directory = server.bean(KeyDirectory.class);
    return segments(reader).stream()
        .map(id -> directory.segment(SegmentId.parse(id)).orElseThrow().segment().facet())
        .map(Facet::code)
        .toList();
  }

  private static String id(Resource resource) {
    return resource.getIdElement().getIdPart();
  }

  private Observation observation(String code, String when) {
    Observation observation = Records.heartRate(patient, 61, when);
    observation.setCode(new CodeableConcept(new Coding(ListFolder.SYSTEM, code, null)));
    return observation;
  }
}

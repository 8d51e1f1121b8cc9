// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.client.ClientException;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Whoever a published Consent lets read opens exactly what its decisions permit; and where keys
 * keep somebody out, the database holds no fragment that could let him in.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GoldenConsents {
  private static final String ENVELOPE = "https://fhirpre.org/fhir/StructureDefinition/envelope";

  private final Deployment server;
  private final Requesters requesters;
  private final Predicate<GoldenGroup> here;
  private int opened;
  private int withheld;
  private int withoutFragment;

  /**
   * @param here which groups can be told with these settings
   */
  GoldenConsents(Database database, Predicate<GoldenGroup> here, String... settings) {
    this.server =
        Deployment.start(
            database,
            Stream.concat(Stream.of("--fhirpre.client-ids=any"), Stream.of(settings))
                .toArray(String[]::new));
    this.requesters = new Requesters(server);
    this.here = here;
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> decisions_hold_on_a_running_server() {
    Stream<DynamicTest> groups =
        GoldenGroup.all().stream()
            .filter(here)
            .map(group -> DynamicTest.dynamicTest(group.name(), () -> lives(group)));
    return Stream.concat(
        groups,
        Stream.of(
            DynamicTest.dynamicTest(
                "permits, denials and denials by keys were all seen", this::counted)));
  }

  private void counted() {
    System.out.printf(
        "golden reads: %d opened, %d withheld, %d of these by the absence of keys%n",
        opened, withheld, withoutFragment);
    assertThat(opened).isPositive();
    assertThat(withoutFragment).isPositive();
  }

  private void lives(GoldenGroup group) {
    Patient patient = Records.patient("Goldsworthy");
    String subject = "Patient/" + patient.getIdPart();
    List<ObjectNode> consents = group.consents(subject, Year.now(ZoneOffset.UTC).getValue());
    write(group, new GoldenRecord(group, patient), GoldenGroup.named(consents, "data"));
    GoldenGroup.named(consents, "actor").forEach(requesters::exists);
    List<String> refusals = record(consents);
    boolean halfRefused = !refusals.isEmpty() && consents.size() > 1;
    for (JsonNode row : group.rows()) {
      String expected = row.get("expected").asText();
      String resource = reference(group, patient, row.path("request"));
      if (expected.startsWith("rejected:")) {
        assertThat(refusals).contains(expected.substring("rejected:".length()));
      }
      if (expected.equals("permit") && halfRefused) {
        continue; // the other Consent may be what permits
      }
      boolean permitted = expected.equals("permit") && refusals.isEmpty();
      assertThat(opens(row.path("request"), resource))
          .as("%s reads %s", row.path("request"), resource)
          .isEqualTo(permitted);
      if (!permitted) {
        fragments(row, consents, subject, resource);
      }
    }
  }

  /** What decisions speak of and what Consents name, in one transaction. */
  private void write(GoldenGroup group, GoldenRecord records, Set<String> named) {
    Map<String, Resource> all = new LinkedHashMap<>();
    all.put("Patient/" + records.patient().getIdPart(), records.patient());
    for (JsonNode row : group.rows()) {
      row.at("/request/authors").forEach(author -> requesters.exists(author.asText()));
      row.at("/request/locations").forEach(place -> requesters.place(place.asText()));
      Resource resource = records.of(row.path("request"));
      all.putIfAbsent(resource.fhirType() + "/" + resource.getIdPart(), resource);
      row.at("/request/references")
          .forEach(other -> all.computeIfAbsent(group.here(other.asText()), records::named));
    }
    for (String reference : named) {
      if (reference.startsWith("Practitioner/")) {
        requesters.exists(reference);
      } else {
        all.computeIfAbsent(reference, records::named);
      }
    }
    server
        .party("demo-ehr")
        .post("", Records.transaction(all.values().toArray(Resource[]::new)))
        .then()
        .statusCode(200);
  }

  /** Codes of refusals; none if all Consents were stored. */
  private List<String> record(List<ObjectNode> consents) {
    List<String> refusals = new ArrayList<>();
    Party admin = server.party("demo-admin");
    for (ObjectNode consent : consents) {
      Response answer = admin.request().body(consent.toString()).post("Consent");
      if (answer.statusCode() != 201) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        refusals.addAll(answer.path("issue.details.coding.code.flatten()"));
      }
    }
    return refusals;
  }

  private static String reference(GoldenGroup group, Patient patient, JsonNode request) {
    String reference = GoldenRecord.reference(request);
    return reference.startsWith("Patient/")
        ? "Patient/" + patient.getIdPart()
        : group.here(reference);
  }

  private boolean opens(JsonNode request, String resource) {
    try {
      Resource read = requesters.client(request).read(resource).resource();
      assertThat(read.getIdElement().getIdPart()).isEqualTo(resource.split("/", 2)[1]);
      assertThat(((DomainResource) read).getExtensionByUrl(ENVELOPE)).isNull();
      opened++;
      return true;
    } catch (ClientException.Refused refused) {
      assertThat(refused.status()).isEqualTo(404);
      withheld++;
      return false;
    }
  }

  private void fragments(JsonNode row, List<ObjectNode> consents, String patient, String resource) {
    Set<String> identities = requesters.identities(row.path("request"));
    KeyReach reach = new KeyReach(identities, row.at("/request/labels"));
    if (consents.stream().allMatch(reach::keptOutByKeys)) {
      assertThat(segments(patient, resource))
          .as("segments of %s without a grant to %s", resource, identities)
          .anyMatch(segment -> grants(segment, identities) == 0);
      withoutFragment++;
    }
  }

  /** As the patient sees them. */
  private List<String> segments(String patient, String resource) {
    Response own = server.party("demo-ehr").request(requesters.ownToken(patient)).get(resource);
    own.then().statusCode(200);
    DomainResource shell =
        (DomainResource) server.party("demo-ehr").opening().parse(own.asString());
    return shell.getExtensionByUrl(ENVELOPE).getExtensionsByUrl("share").stream()
        .map(share -> share.getExtensionByUrl("segment"))
        .map(Extension::getValue)
        .map(org.hl7.fhir.r4.model.Base::primitiveValue)
        .toList();
  }

  private long grants(String segment, Set<String> identities) {
    String subjects =
        identities.stream().map(each -> "'" + each + "'").collect(Collectors.joining(","));
    return Rows.of(server)
        .count(
            "pre_grant g JOIN pre_subject_key k ON k.key_id = g.grantee_key_id WHERE g.segment_id"
                + " = '"
                + segment
                + "' AND k.subject IN ("
                + subjects
                + ")");
  }
}

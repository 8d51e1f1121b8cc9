// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.fhirpre.interceptor.autoconfigure.IndexOnly;
import org.fhirpre.interceptor.host.MinimalHost;
import org.fhirpre.interceptor.index.FixedIndexKeys;
import org.fhirpre.interceptor.spi.AuditTrail.Kind;
import org.fhirpre.interceptor.spi.IndexKeys;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** A reader's pages, totals and chains know nothing but what the reader may have. */
@SpringBootTest(
    classes = {MinimalHost.class, MemoryBeans.class, IndexOnly.class, GuardedSearchIT.Keys.class},
    properties = {
      "fhirpre.enabled=false",
      "spring.datasource.url=jdbc:h2:mem:guarded;DB_CLOSE_DELAY=-1",
      "logging.level.root=WARN"
    },
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class GuardedSearchIT extends SealedHost {

  /** Of the index. */
  static class Keys {
    @Bean
    IndexKeys indexKeys() {
      return new FixedIndexKeys(List.of(1), "test");
    }
  }

  private final String code = UUID.randomUUID().toString();
  private final String mine = UUID.randomUUID().toString();
  private final String others = UUID.randomUUID().toString();

  // --- pages

  @Test
  void pages_are_full_and_lead_on() {
    List<String> readable = mixed(7, 30);

    List<String> found = new ArrayList<>();
    String next = "Observation?code=" + code + "&_count=3";
    List<Integer> sizes = new ArrayList<>();
    while (!next.isEmpty()) {
      Bundle page = parse(Bundle.class, get(next, DOCTOR));
      sizes.add(page.getEntry().size());
      page.getEntry().forEach(entry -> found.add(entry.getResource().getIdElement().getIdPart()));
      next = next(page);
    }

    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(found).containsExactlyElementsOf(readable);
  }

  @Test
  void a_page_that_is_wholly_permitted_is_decided_once_and_for_itself_alone() {
    patient(mine, "Granted");
    access.permit(DOCTOR, "Patient/" + mine);
    IntStream.range(0, 40).forEach(n -> create("Observation", observation(mine)));

    int decisions = access.decisions.get();
    int decided = access.decided.get();
    Bundle page = parse(Bundle.class, get("Observation?code=" + code + "&_count=20", DOCTOR));

    assertThat(page.getEntry()).hasSize(20);
    assertThat(access.decisions.get() - decisions).isEqualTo(1);
    assertThat(access.decided.get() - decided).isEqualTo(21);
  }

  @Test
  void what_is_left_out_is_recorded_as_denied() {
    mixed(1, 1);
    int before = audit.entries.size();

    get("Observation?code=" + code, DOCTOR);

    assertThat(audit.entries.subList(before, audit.entries.size()))
        .extracting(entry -> entry.kind())
        .containsExactlyInAnyOrder(Kind.DENIAL, Kind.READ);
  }

  @Test
  void too_far_an_offset_is_refused() {
    assertRefused(
        get("Observation?code=" + code + "&_offset=10001", DOCTOR), 422, "limit-exceeded");
  }

  @Test
  void includes_are_decided_step_by_step() {
    patient(mine, "Granted");
    patient(others, "Hidden");
    access.permit(DOCTOR, "Patient/" + mine);
    String organization =
        create("Organization", "{\"resourceType\":\"Organization\",\"name\":\"Ward\"}");
    String encounter =
        create(
            "Encounter",
            "{\"resourceType\":\"Encounter\",\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},"
                + "\"subject\":{\"reference\":\"Patient/"
                + others
                + "\"},\"serviceProvider\":{\"reference\":\"Organization/"
                + organization
                + "\"}}");
    create(
        "Observation",
        observation(mine)
            .replace(
                "\"subject\"",
                "\"encounter\":{\"reference\":\"Encounter/" + encounter + "\"},\"subject\""));
    String search =
        "Observation?code="
            + code
            + "&_include=Observation:encounter&_include:iterate=Encounter:service-provider";

    assertThat(resources(get(search, DOCTOR)))
        .extracting(it -> it.fhirType())
        .containsExactly("Observation");
    access.permit(DOCTOR, "Patient/" + others);
    assertThat(resources(get(search, DOCTOR)))
        .extracting(it -> it.fhirType())
        .containsExactlyInAnyOrder("Observation", "Encounter", "Organization");
  }

  @Test
  void everything_is_paged_like_any_search() {
    patient(mine, "Granted");
    access.permit(DOCTOR, "Patient/" + mine);
    IntStream.range(0, 6).forEach(n -> create("Observation", observation(mine)));
    String practitioner =
        create("Practitioner", "{\"resourceType\":\"Practitioner\",\"name\":[{\"family\":\"P\"}]}");
    patient(others, "Hidden");
    String shared =
        observation(mine)
            .replace(
                "\"subject\"",
                "\"focus\":[{\"reference\":\"Patient/"
                    + others
                    + "\"}],\"performer\":[{\"reference\":\"Practitioner/"
                    + practitioner
                    + "\"}],\"subject\"");
    create("Observation", shared);
    String unseen =
        create("Practitioner", "{\"resourceType\":\"Practitioner\",\"name\":[{\"family\":\"U\"}]}");
    create(
        "Observation",
        observation(others)
            .replace(
                "\"subject\"",
                "\"performer\":[{\"reference\":\"Patient/"
                    + mine
                    + "\"},{\"reference\":\"Practitioner/"
                    + unseen
                    + "\"}],\"subject\""));
    List<String> found = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String next = "Patient/" + mine + "/$everything?_count=3";
    while (!next.isEmpty()) {
      Bundle page = parse(Bundle.class, get(next, DOCTOR));
      sizes.add(page.getEntry().size());
      page.getEntry().forEach(entry -> found.add(entry.getResource().fhirType()));
      next = next(page);
    }

    assertThat(sizes).containsExactly(3, 3, 3);
    assertThat(found).filteredOn("Observation"::equals).hasSize(7);
    assertThat(found).filteredOn("Patient"::equals).hasSize(1);
    assertThat(found).filteredOn("Practitioner"::equals).hasSize(1);
  }

  // --- totals

  @Test
  void totals_count_what_may_be_read() {
    mixed(4, 3);

    assertThat(total("Observation?code=" + code + "&_summary=count", DOCTOR)).isEqualTo(4);
    assertThat(total("Observation?code=" + code + "&_summary=count", STRANGER)).isZero();
    assertThat(total("Observation?code=" + code + "&_total=accurate&_count=2", DOCTOR))
        .isEqualTo(4);
    assertThat(get("Observation?code=" + code, DOCTOR).body()).doesNotContain("\"total\"");
  }

  @Test
  void a_page_with_its_total_is_decided_once() {
    mixed(4, 3);
    int decided = access.decided.get();

    Bundle page =
        parse(Bundle.class, get("Observation?code=" + code + "&_total=accurate&_count=2", DOCTOR));

    assertThat(page.getEntry()).hasSize(2);
    assertThat(next(page)).isNotEmpty();
    assertThat(access.decided.get() - decided).isEqualTo(7);
  }

  // --- chains

  @Test
  void a_chain_leads_through_what_may_be_read_only() {
    mixed(2, 1);

    assertThat(ids("Observation?code=" + code + "&patient.family=Granted", DOCTOR)).hasSize(2);
    assertThat(ids("Observation?code=" + code + "&subject:Patient.family=Granted", DOCTOR))
        .hasSize(2);
    assertThat(ids("Observation?code=" + code + "&patient.family=Hidden", DOCTOR)).isEmpty();
    assertThat(ids("Patient?_has:Observation:patient:code=" + code, DOCTOR)).containsExactly(mine);
    assertThat(total("Patient?_has:Observation:patient:code=" + code + "&_summary=count", DOCTOR))
        .isEqualTo(1);
    assertThat(ids("Patient?_has:Observation:patient:code=" + code, STRANGER)).isEmpty();
    assertThat(ids("Observation?code=" + code + "&patient.family=Granted,Hidden", DOCTOR))
        .hasSize(2);
  }

  @Test
  void a_chain_has_several_steps() {
    patient(mine, "Granted");
    access.permit(DOCTOR, "Patient/" + mine);
    String encounter =
        create(
            "Encounter",
            "{\"resourceType\":\"Encounter\",\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},"
                + "\"subject\":{\"reference\":\"Patient/"
                + mine
                + "\"}}");
    String id =
        create(
            "Observation",
            observation(mine)
                .replace(
                    "\"subject\"",
                    "\"encounter\":{\"reference\":\"Encounter/" + encounter + "\"},\"subject\""));

    String chain = "Observation?code=" + code + "&encounter:Encounter.patient.family=";
    assertThat(ids(chain + "Granted", DOCTOR)).containsExactly(id);
    assertThat(ids(chain + "Absent", DOCTOR)).isEmpty();
    assertThat(
            ids("Patient?_has:Encounter:patient:_has:Observation:encounter:code=" + code, DOCTOR))
        .containsExactly(mine);
    assertThat(
            ids("Encounter?patient.family=Granted&_has:Observation:encounter:code=" + code, DOCTOR))
        .containsExactly(encounter);
    access.revoke(DOCTOR, "Patient/" + mine);
    assertThat(ids(chain + "Granted", DOCTOR)).isEmpty();
  }

  @Test
  void a_chain_by_what_is_no_condition_is_refused() {
    for (String chain : List.of("patient._count=1", "patient._text=a", "patient:Group.family=a")) {
      assertThat(get("Observation?" + chain, DOCTOR).statusCode()).as(chain).isEqualTo(400);
    }
  }

  // --- negations

  @Test
  void a_negation_without_a_patient_finds_normal_resources_only() {
    patient(mine, "Granted");
    access.permit(DOCTOR, "Patient/" + mine);
    String normal = create("Observation", observation(mine));
    String sensitive =
        create(
            "Observation",
            observation(mine)
                .replace(
                    "\"status\"",
                    "\"meta\":{\"security\":[{\"system\":"
                        + "\"http://terminology.hl7.org/CodeSystem/v3-Confidentiality\",\"code\":\"R\"}"
                        + "]},\"status\""));

    assertThat(ids("Observation?_id=" + normal + "," + sensitive, DOCTOR)).hasSize(2);
    assertThat(ids("Observation?code:not=absent&_count=500", DOCTOR))
        .contains(normal)
        .doesNotContain(sensitive);
    assertThat(ids("Observation?code:not=absent&patient=" + mine, DOCTOR))
        .containsExactlyInAnyOrder(normal, sensitive);
    assertThat(ids("Observation?code:not=" + code + "&patient=" + mine, DOCTOR)).isEmpty();
  }

  @Test
  void strict_handling_says_what_a_search_without_a_patient_leaves_out_and_nothing_else() {
    mixed(1, 1);
    Map<String, String> strict = Map.of("X-Reader", DOCTOR, "Prefer", "handling=strict");
    String said = "";

    for (String value : List.of(code, "absent")) {
      List<Bundle.BundleEntryComponent> outcomes =
          parse(Bundle.class, send("GET", "Observation?code=" + value, "", strict))
              .getEntry()
              .stream()
              .filter(entry -> entry.getSearch().getMode() == Bundle.SearchEntryMode.OUTCOME)
              .toList();
      assertThat(outcomes).hasSize(1);
      String told = FHIR.newJsonParser().encodeResourceToString(outcomes.get(0).getResource());
      assertThat(told).contains("context-free");
      assertThat(said.isEmpty() || said.equals(told)).isTrue();
      said = told;
    }
    assertThat(send("GET", "Observation?patient=" + mine + "&code=" + code, "", strict).body())
        .doesNotContain("context-free");
    assertThat(get("Observation?code=" + code, DOCTOR).body()).doesNotContain("context-free");
  }

  // --- what a reader without a grant can tell

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Observation?code=CODE",
        "Observation?code=CODE&_summary=count",
        "Observation?code=CODE&_total=accurate",
        "Observation?code=CODE&_count=1",
        "Observation?code:not=CODE&_id=RESOURCE",
        "Observation?code:not=other&_id=RESOURCE",
        "Observation?patient=PATIENT",
        "Observation?patient=PATIENT&code=CODE&_count=1&_offset=1",
        "Observation?patient=PATIENT&_summary=count",
        "Observation?_id=RESOURCE&_include=Observation:subject",
        "Observation?_id=RESOURCE&_lastUpdated=gt2000-01-01&_sort=-_lastUpdated",
        "Observation?_id=RESOURCE&code:missing=false",
        "Observation?_id=RESOURCE&patient.family=NAME",
        "Observation?patient.family=NAME&_summary=count",
        "Observation?subject:Patient.family=NAME",
        "Observation?_id=RESOURCE&patient._has:Observation:patient:code=CODE",
        "Patient?family=NAME",
        "Patient?family=NAME&_total=accurate",
        "Patient?_id=PATIENT&_revinclude=Observation:subject",
        "Patient?_has:Observation:patient:code=CODE",
        "Patient?_has:Observation:patient:_id=RESOURCE&_summary=count",
        "Practitioner?_has:Observation:performer:code=CODE",
        "Practitioner?_has:Observation:performer:code=CODE&_summary=count",
        "Practitioner?_id=PRACTITIONER&_revinclude=Observation:performer",
        "Patient/PATIENT/Observation?code=CODE",
        "Patient/PATIENT/$everything",
        "Patient/PATIENT/$everything?_count=1",
      })
  void an_answer_is_the_same_whether_the_resource_exists_or_not(String form) {
    String name = "N" + others.replace("-", "");
    patient(others, name);
    String practitioner =
        create("Practitioner", "{\"resourceType\":\"Practitioner\",\"name\":[{\"family\":\"P\"}]}");
    String resource =
        create(
            "Observation",
            observation(others)
                .replace(
                    "\"subject\"",
                    "\"performer\":[{\"reference\":\"Practitioner/"
                        + practitioner
                        + "\"}],\"subject\""));
    Map<String, String> there =
        Map.of("CODE", code, "PATIENT", others, "RESOURCE", resource, "NAME", name);
    Map<String, String> absent =
        Map.of("CODE", unique(), "PATIENT", unique(), "RESOURCE", unique(), "NAME", "N" + mine);

    assertThat(seen(form.replace("PRACTITIONER", practitioner), there))
        .isEqualTo(seen(form.replace("PRACTITIONER", practitioner), absent));
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }

  /** All of an answer but what differs from request to request, and the values that were asked. */
  private String seen(String form, Map<String, String> values) {
    String search = form;
    for (Map.Entry<String, String> value : values.entrySet()) {
      search = search.replace(value.getKey(), value.getValue());
    }
    HttpResponse<String> answer = get(search, STRANGER);
    String body =
        answer
            .body()
            .replaceFirst("\"Bundle\",\"id\":\"[^\"]*\"", "")
            .replaceFirst("\"lastUpdated\":\"[^\"]*\"", "");
    for (Map.Entry<String, String> value : values.entrySet()) {
      body = body.replace(value.getValue(), value.getKey());
    }
    return answer.statusCode() + " " + body;
  }

  /** One patient's observations, that the doctor may read, among another's. */
  private List<String> mixed(int readable, int hidden) {
    patient(mine, "Granted");
    patient(others, "Hidden");
    access.permit(DOCTOR, "Patient/" + mine);
    List<String> ids = new ArrayList<>();
    for (int n = 0; n < Math.max(readable, hidden); n++) {
      if (n < hidden) {
        create("Observation", observation(others));
      }
      if (n < readable) {
        ids.add(create("Observation", observation(mine)));
      }
    }
    return ids;
  }

  private void patient(String id, String family) {
    String json =
        "{\"resourceType\":\"Patient\",\"id\":\""
            + id
            + "\",\"name\":[{\"family\":\""
            + family
            + "\"}]}";
    assertThat(put("Patient/" + id, json).statusCode()).isEqualTo(201);
  }

  private String observation(String patient) {
    return "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"coding\":[{"
        + "\"system\":\"urn:codes\",\"code\":\""
        + code
        + "\"}]},\"subject\":{\"reference\":\"Patient/"
        + patient
        + "\"}}";
  }

  private String next(Bundle page) {
    return page.getLink("next") == null
        ? ""
        : page.getLink("next").getUrl().replaceAll("^.*/fhir/?", "").replace("|", "%7C");
  }

  private List<String> ids(String search, String reader) {
    HttpResponse<String> answer = get(search, reader);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return resources(answer).stream().map(it -> it.getIdElement().getIdPart()).toList();
  }

  private int total(String search, String reader) {
    HttpResponse<String> answer = get(search, reader);
    assertThat(answer.body()).contains("\"total\"");
    return parse(Bundle.class, answer).getTotal();
  }

  private static void assertRefused(HttpResponse<String> answer, int status, String refusal) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(parse(OperationOutcome.class, answer).getIssueFirstRep().getDetails())
        .satisfies(it -> assertThat(it.getCodingFirstRep().getCode()).isEqualTo(refusal));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fhirpre.interceptor.search.SearchFixtures.CODES;
import static org.fhirpre.interceptor.search.SearchFixtures.NUMBERS;
import static org.fhirpre.interceptor.search.SearchFixtures.UNJUDGED;
import static org.fhirpre.interceptor.search.SearchFixtures.observation;
import static org.fhirpre.interceptor.search.SearchFixtures.patient;
import static org.fhirpre.interceptor.search.SearchFixtures.sensitive;
import static org.fhirpre.interceptor.search.SearchFixtures.unique;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.searchparam.matcher.IndexedSearchParamExtractor;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.fhirpre.interceptor.autoconfigure.IndexOnly;
import org.fhirpre.interceptor.host.MinimalHost;
import org.fhirpre.interceptor.index.PlaintextMatching;
import org.fhirpre.testkit.SampleBundle;
import org.fhirpre.testkit.SampleData;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Medication;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.Task;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Searches on blinded rows find what plain HAPI finds, and nothing readable is in the index. */
@SpringBootTest(
    classes = {MinimalHost.class, IndexOnly.class, SearchHost.class},
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "fhirpre.enabled=false")
abstract class BlindSearchContract {
  private static final String AT = "2019-03-02T10:15:00Z";

  @LocalServerPort int port;
  @Autowired DataSource database;
  @Autowired DaoRegistry daos;
  @Autowired MatchUrlService matchUrls;
  @Autowired IndexedSearchParamExtractor extractor;
  @Autowired PlaintextMatching plaintext;

  private IGenericClient client;

  @BeforeEach
  void connect() {
    FhirContext fhir = FhirContext.forR4Cached();
    fhir.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    fhir.getRestfulClientFactory().setSocketTimeout(120_000);
    client = fhir.newRestfulGenericClient("http://localhost:" + port + "/fhir");
  }

  // --- tokens

  @Test
  void finds_codes_in_every_form() {
    String patient = create(patient("Form", unique()));
    String code = unique();
    String id = create(observation(patient, code, AT, "5"));
    String other = create(observation(patient, unique(), AT, "5"));

    assertThat(ids("Observation?code=" + CODES + "|" + code)).containsExactly(id);
    assertThat(ids("Observation?code=" + code)).containsExactly(id);
    assertThat(ids("Observation?code=|" + code)).isEmpty();
    assertThat(ids("Observation?code=http://other|" + code)).isEmpty();
    assertThat(ids("Observation?patient=" + patient + "&code=" + CODES + "|"))
        .containsExactlyInAnyOrder(id, other);
    assertThat(ids("Observation?code=" + code + "," + unique())).containsExactly(id);
    assertThat(ids("Observation?patient=" + patient + "&code=" + code + "&status=final"))
        .containsExactly(id);
    assertThat(ids("Observation?patient=" + patient + "&code=" + code + "&status=amended"))
        .isEmpty();
    assertThat(ids("Observation?patient=" + patient + "&code:not=" + code)).containsExactly(other);
  }

  @Test
  void finds_identifiers_with_and_without_system() {
    String number = unique();
    String id = create(patient("Ident", number));

    assertThat(ids("Patient?identifier=" + NUMBERS + "|" + number)).containsExactly(id);
    assertThat(ids("Patient?identifier=" + number)).containsExactly(id);
    assertThat(ids("Patient?identifier=http://other|" + number)).isEmpty();
    assertRefused("Patient?identifier=" + NUMBERS + "|", "system-only", "http.identifier");
  }

  // --- strings

  @Test
  void finds_names_by_their_beginning() {
    String family = "Grünewald" + unique().replace("-", "");
    String id = create(patient(family, unique()));
    String asked = family.substring(0, 14);

    assertThat(ids("Patient?family=" + asked)).contains(id);
    assertThat(ids("Patient?family=GRUNEW")).contains(id);
    assertThat(ids("Patient?family=gr")).contains(id);
    assertThat(ids("Patient?family=unewald")).doesNotContain(id);
    assertThat(ids("Patient?family:exact=" + family)).containsExactly(id);
    assertThat(ids("Patient?family:exact=" + family.toUpperCase(Locale.ROOT))).isEmpty();
    assertThat(ids("Patient?name=gisela&family=" + asked)).contains(id);
    assertThat(ids("Patient?address-city=zwick&family=" + asked)).contains(id);
    assertThat(ids("Patient?address-country=zwick")).isEmpty();
    assertRefused("Patient?family=g", "too-short", "http.family");
  }

  // --- dates

  @ParameterizedTest
  @CsvSource({
    "ge2019-03-02, true",
    "ge2019-03-03, false",
    "gt2019-03-01, true",
    "gt2019-03-02, false",
    "le2019-03-02, true",
    "le2019-03-01, false",
    "lt2019-03-03, true",
    "lt2019-03-02, false",
    "2019-03-02, true",
    "2019-03, true",
    "2019, true",
    "2019-03-03, false",
    "sa2019-03-01, true",
    "sa2019-03-02, false",
    "eb2019-03-03, true",
    "eb2019-03-02, false",
    "ne2019-03-02, false",
    "ne2019-03-03, true",
    "2019-03-02T10:15:00Z, true",
    "gt2019-03-02T10:16:00Z, false",
    "lt2019-03-02T10:14:00Z, false",
    "2019-03-02T12:15:00%2B02:00, true",
  })
  void compares_a_moment(String question, boolean hit) {
    String patient = create(patient("Moment", unique()));
    String id = create(observation(patient, unique(), AT, "5"));

    assertThat(ids("Observation?patient=" + patient + "&date=" + question))
        .isEqualTo(hit ? Set.of(id) : Set.of());
  }

  @ParameterizedTest
  @CsvSource({
    "ge2020-01-05, true", "ge2020-01-11, false", "gt2020-01-10, false", "le2020-01-05, true",
    "le2019-12-31, false", "lt2020-01-01, false", "2020-01, true", "2020-01-05, false",
    "sa2019-12-31, true", "sa2020-01-01, false", "eb2020-01-11, true", "eb2020-01-10, false",
    "ne2020-01-05, true", "ne2020-01, false",
  })
  void compares_a_period(String question, boolean hit) {
    String patient = create(patient("Period", unique()));
    Encounter encounter = encounter(patient, "2020-01-01", "2020-01-10");
    String id = create(encounter);

    assertThat(ids("Encounter?patient=" + patient + "&date=" + question))
        .isEqualTo(hit ? Set.of(id) : Set.of());
  }

  @Test
  void an_open_period_lasts() {
    String patient = create(patient("Open", unique()));
    String id = create(encounter(patient, "2020-01-01", null));

    assertThat(ids("Encounter?patient=" + patient + "&date=ge2200-01-01")).containsExactly(id);
    assertThat(ids("Encounter?patient=" + patient + "&date=lt2020-01-01")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1951-07-19, true",
    "1951-07-20, false",
    "1951-07, true",
    "1951, true",
    "ge1951-07-19, true",
    "gt1951-07-19, false",
    "lt1951-07-19, false",
    "lt1951-07-20, true",
    "ne1951-07-19, false",
  })
  void compares_birth_dates_by_the_day(String question, boolean hit) {
    String number = unique();
    String id = create(patient("Birth", number));

    assertThat(ids("Patient?identifier=" + number + "&birthdate=" + question))
        .isEqualTo(hit ? Set.of(id) : Set.of());
  }

  @Test
  void two_bounds_of_one_parameter_are_both_met() {
    String patient = create(patient("Range", unique()));
    String id = create(observation(patient, unique(), AT, "5"));
    create(observation(patient, unique(), "2021-03-02T10:15:00Z", "5"));
    String search = "Observation?patient=" + patient + "&date=ge2019-01-01&date=lt";

    assertThat(ids(search + "2020-01-01")).containsExactly(id);
    assertThat(ids(search + "2019-02-01")).isEmpty();
    assertThat(ids(search + "2022-01-01")).hasSize(2);
  }

  // --- numbers

  @ParameterizedTest
  @CsvSource({
    "7.25, true",
    "7.250, true",
    "7.3, false",
    "gt7, true",
    "gt7.25, false",
    "ge7.25, true",
    "lt7.25, false",
    "le7.25, true",
    "lt8, true",
    "ne7.25, false",
    "ne7, true",
    "ap7, true",
    "ap9, false",
    "7.25|http://unitsofmeasure.org|mmol/L, true",
    "7.25||mmol/L, true",
    "7.25||mg/dL, false",
    "7.25|http://other|mmol/L, false",
    "gt7|http://unitsofmeasure.org|mmol/L, true",
  })
  void compares_quantities(String question, boolean hit) {
    String patient = create(patient("Quantity", unique()));
    String id = create(observation(patient, unique(), AT, "7.25"));

    assertThat(ids("Observation?patient=" + patient + "&value-quantity=" + question))
        .isEqualTo(hit ? Set.of(id) : Set.of());
  }

  @ParameterizedTest
  @CsvSource({"0.25, true", "gt0.2, true", "lt0.25, false", "ne0.25, false", "le1, true"})
  void compares_numbers(String question, boolean hit) {
    String patient = create(patient("Number", unique()));
    RiskAssessment risk = new RiskAssessment();
    risk.setStatus(RiskAssessment.RiskAssessmentStatus.FINAL);
    risk.setSubject(new Reference("Patient/" + patient));
    risk.addPrediction().setProbability(new DecimalType("0.25"));
    String id = create(risk);

    assertThat(ids("RiskAssessment?patient=" + patient + "&probability=" + question))
        .isEqualTo(hit ? Set.of(id) : Set.of());
  }

  @Test
  void a_composite_asks_its_parts() {
    String patient = create(patient("Composite", unique()));
    String code = unique();
    String id = create(observation(patient, code, AT, "7.25"));
    String search = "Observation?patient=" + patient + "&code-value-quantity=" + code + "$";

    assertThat(ids(search + "gt7")).containsExactly(id);
    assertThat(ids(search + "gt8")).isEmpty();
  }

  // --- references and results

  @Test
  void finds_by_reference_and_includes() {
    String number = unique();
    String patient = create(patient("Links", number));
    String id = create(observation(patient, unique(), AT, "5"));

    assertThat(ids("Observation?subject=Patient/" + patient)).containsExactly(id);
    assertThat(ids("Observation?subject:Patient=" + patient)).containsExactly(id);
    assertThat(ids("Observation?_id=" + id)).containsExactly(id);
    assertThat(ids("Observation?_id=" + id + "&_include=Observation:subject"))
        .containsExactlyInAnyOrder(id, patient);
    assertThat(ids("Patient?identifier=" + number + "&_revinclude=Observation:subject"))
        .containsExactlyInAnyOrder(id, patient);
  }

  @Test
  void everything_finds_the_patient_and_what_names_it() {
    String patient = create(patient("Everything", unique()));
    String id = create(observation(patient, unique(), AT, "5"));
    String hidden = create(sensitive(observation(patient, unique(), AT, "5")));

    Bundle found =
        client
            .operation()
            .onInstance("Patient/" + patient)
            .named("$everything")
            .withNoParameters(Parameters.class)
            .useHttpGet()
            .returnResourceType(Bundle.class)
            .execute();
    assertThat(idsOf(found)).containsExactlyInAnyOrder(patient, id, hidden);
  }

  @Test
  void missing_values_are_told_from_present_ones() {
    String patient = create(patient("Missing", unique()));
    Observation bare = observation(patient, unique(), AT, "5");
    bare.setEffective(null);
    bare.setValue(null);
    String without = create(bare);
    String with = create(observation(patient, unique(), AT, "5"));
    String search = "Observation?patient=" + patient;

    assertThat(ids(search + "&date:missing=true")).containsExactly(without);
    assertThat(ids(search + "&date:missing=false")).containsExactly(with);
    assertThat(ids(search + "&value-quantity:missing=true")).containsExactly(without);
    assertThat(ids(search + "&code:missing=false")).containsExactlyInAnyOrder(without, with);
  }

  @Test
  void sorts_by_what_is_not_hidden_and_pages() {
    String patient = create(patient("Pages", unique()));
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      made.add(create(observation(patient, "page", AT, "5")));
    }
    Bundle page =
        search("Observation?patient=" + patient + "&code=page&_count=2&_sort=-_lastUpdated");
    Set<String> found = new HashSet<>(idsOf(page));
    for (int i = 0; i < 5 && page.getLink(Bundle.LINK_NEXT) != null; i++) {
      page = client.loadPage().next(page).execute();
      found.addAll(idsOf(page));
    }
    assertThat(found).isEqualTo(made);
  }

  // --- sensitive resources

  @Test
  void a_sensitive_resource_is_found_with_its_patient_only() {
    String patient = create(patient("Scope", unique()));
    String other = create(patient("Scope", unique()));
    String code = unique();
    String id = create(sensitive(observation(patient, code, AT, "7.25")));
    String foreign = create(sensitive(observation(other, code, AT, "7.25")));

    assertThat(ids("Observation?code=" + code)).isEmpty();
    assertThat(ids("Observation?code=" + code + "&date=2019")).isEmpty();
    assertThat(ids("Observation?patient=" + patient + "&code=" + code)).containsExactly(id);
    assertThat(
            ids("Observation?subject=Patient/" + patient + "&date=2019-03-02&value-quantity=gt7"))
        .containsExactly(id);
    assertThat(ids("Observation?patient=" + other + "&code=" + code)).containsExactly(foreign);
    assertThat(ids("Observation?patient=" + patient + "," + other + "&code=" + code))
        .containsExactlyInAnyOrder(id, foreign);
    assertThat(ids("Observation?_id=" + id + "&code=" + code)).containsExactly(id);
    assertThat(ids("Observation?patient=" + patient)).containsExactly(id);
    assertThat(systemIds("Observation", "code=" + code)).isEmpty();
  }

  @Test
  void an_unlabelled_and_a_sensitive_copy_share_no_token() {
    String patient = create(patient("Unlinkable", unique()));
    Observation normal = observation(patient, unique(), AT, "7.25");
    Set<String> ofNormal = tokens("Observation", create(normal));
    Set<String> ofSensitive = tokens("Observation", create(sensitive(normal.copy())));

    assertThat(ofNormal).hasSizeGreaterThan(20).doesNotContainAnyElementsOf(ofSensitive);
  }

  @Test
  void an_identifier_finds_a_sensitive_resource_so_that_loads_are_idempotent() {
    String patient = create(patient("Loaded", unique()));
    String number = unique();
    Observation observation = sensitive(observation(patient, unique(), AT, "5"));
    observation.addIdentifier().setSystem(NUMBERS).setValue(number);

    String first = create(observation, "identifier=" + NUMBERS + "|" + number);
    String second = create(observation.copy(), "identifier=" + NUMBERS + "|" + number);
    assertThat(second).isEqualTo(first);
  }

  @Test
  void a_sensitive_prescription_does_not_link_to_its_drug() {
    String patient = create(patient("Drug", unique()));
    Medication medication = new Medication();
    medication.setCode(new CodeableConcept().setText("drug"));
    String drug = create(medication);
    String normal = create(prescription(patient, drug));
    MedicationRequest hidden = prescription(patient, drug);
    hidden.getMeta().addSecurity(hiv());
    String sensitive = create(hidden);

    assertThat(ids("MedicationRequest?medication=Medication/" + drug)).containsExactly(normal);
    assertThat(ids("MedicationRequest?patient=" + patient))
        .containsExactlyInAnyOrder(normal, sensitive);
  }

  @Test
  void a_resource_that_nobody_judged_is_not_stored() {
    String patient = create(patient("Unjudged", unique()));
    String code = unique();
    Observation observation = observation(patient, code, AT, "5");
    observation.getMeta().addTag(UNJUDGED, "true", null);

    assertThatThrownBy(() -> create(observation)).isInstanceOf(InternalErrorException.class);
    assertThat(ids("Observation?patient=" + patient)).isEmpty();
  }

  // --- writes

  @Test
  void an_update_reindexes_and_a_delete_removes() {
    String patient = create(patient("Update", unique()));
    String before = unique();
    String after = unique();
    Observation observation = observation(patient, before, AT, "5");
    String id = create(observation);
    observation.setId("Observation/" + id);
    observation.getCode().getCodingFirstRep().setCode(after);
    client.update().resource(observation).execute();

    assertThat(ids("Observation?code=" + before)).isEmpty();
    assertThat(ids("Observation?code=" + after)).containsExactly(id);
    assertThat(ids("Observation?patient=" + patient + "&date=2019-03-02")).containsExactly(id);
    client.delete().resourceById("Observation", id).execute();
    assertThat(ids("Observation?code=" + after)).isEmpty();
  }

  @Test
  void an_update_changes_only_the_rows_of_what_changed() {
    String patient = create(patient("Stable", unique()));
    Observation observation = observation(patient, unique(), AT, "5");
    observation.getCode().addCoding(new Coding(CODES, unique(), null));
    observation.getCode().addCoding(new Coding(CODES, unique(), null));
    observation.setId("Observation/" + create(observation));
    Set<String> before = scan().stored();
    observation.setStatus(Observation.ObservationStatus.AMENDED);
    client.update().resource(observation).execute();

    assertThat(added(before)).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void a_conditional_create_happens_once() {
    String number = unique();
    String url = "identifier=" + NUMBERS + "|" + number;
    String first = create(patient("Once", number), url);

    assertThat(create(patient("Once", number), url)).isEqualTo(first);
    assertThat(ids("Patient?identifier=" + number)).containsExactly(first);
  }

  @Test
  void a_conditional_create_by_several_parameters_happens_once() {
    String patient = create(patient("Several", unique()));
    String code = unique();
    String url = "code=" + code + "&patient=" + patient + "&date=2019-03-02";
    String first = create(observation(patient, code, AT, "5"), url);

    assertThat(create(observation(patient, code, AT, "5"), url)).isEqualTo(first);
  }

  @Test
  void a_conditional_update_creates_and_then_updates() {
    String number = unique();
    String url = "Patient?identifier=" + NUMBERS + "|" + number;
    String first =
        client
            .update()
            .resource(patient("First", number))
            .conditionalByUrl(url)
            .execute()
            .getId()
            .getIdPart();
    String second =
        client
            .update()
            .resource(patient("Second", number))
            .conditionalByUrl(url)
            .execute()
            .getId()
            .getIdPart();

    assertThat(second).isEqualTo(first);
    assertThat(ids("Patient?identifier=" + number + "&family=second")).containsExactly(first);
    assertThat(ids("Patient?identifier=" + number + "&family=first")).isEmpty();
  }

  @Test
  void a_conditional_create_whose_resource_does_not_fit_its_url_is_refused() {
    assertThatThrownBy(
            () -> create(patient("Misfit", unique()), "identifier=" + NUMBERS + "|" + unique()))
        .isInstanceOf(BaseServerResponseException.class);
  }

  @Test
  void a_conditional_delete_finds_its_resource() {
    String number = unique();
    create(patient("Gone", number));
    client.delete().resourceConditionalByUrl("Patient?identifier=" + number).execute();

    assertThat(ids("Patient?identifier=" + number)).isEmpty();
  }

  @Test
  void a_transaction_resolves_new_and_conditional_references() {
    String number = unique();
    String known = create(patient("Known", number));
    String code = unique();
    Bundle transaction = transaction(number, code);
    Bundle answer = client.transaction().withBundle(transaction).execute();
    Bundle again = client.transaction().withBundle(transaction(number, code)).execute();

    assertThat(answer.getEntry()).hasSize(4);
    assertThat(again.getEntry().get(0).getResponse().getLocation())
        .contains(idOf(answer.getEntry().get(0)));
    assertThat(ids("Observation?patient=" + known + "&code=" + code)).hasSize(2);
    assertThat(ids("Observation?patient=" + idOf(answer.getEntry().get(0)) + "&code=" + code))
        .hasSize(2);
    assertThat(ids("Condition?code=" + code)).hasSize(1);
  }

  /** A new patient, an Observation of it, one of a known patient, and a Condition once. */
  private static Bundle transaction(String known, String code) {
    Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
    String fresh = "urn:uuid:" + unique();
    entry(bundle, patient("Fresh", code), "Patient")
        .setFullUrl(fresh)
        .getRequest()
        .setIfNoneExist("identifier=" + NUMBERS + "|" + code);
    Observation ofNew = observation("x", code, AT, "5");
    ofNew.setSubject(new Reference(fresh));
    entry(bundle, ofNew, "Observation").setFullUrl("urn:uuid:" + unique());
    Observation ofKnown = observation("x", code, AT, "5");
    ofKnown.setSubject(new Reference("Patient?identifier=" + NUMBERS + "|" + known));
    entry(bundle, ofKnown, "Observation").setFullUrl("urn:uuid:" + unique());
    Condition condition = new Condition();
    condition.setSubject(new Reference(fresh));
    condition.setCode(new CodeableConcept().addCoding(new Coding(CODES, code, null)));
    entry(bundle, condition, "Condition").getRequest().setIfNoneExist("code=" + code);
    return bundle;
  }

  private static Bundle.BundleEntryComponent entry(Bundle bundle, Resource resource, String url) {
    Bundle.BundleEntryComponent entry = bundle.addEntry().setResource(resource);
    entry.getRequest().setMethod(HTTPVerb.POST).setUrl(url);
    return entry;
  }

  // --- tags

  @Test
  void tags_and_profiles_are_found_by_their_tokens() {
    String patient = create(patient("Tags", unique()));
    String tag = unique();
    String profile = "http://profiles.example/" + unique();
    Observation observation = observation(patient, unique(), AT, "5");
    observation.getMeta().addTag("http://tags.example", tag, null).addProfile(profile);
    String id = create(observation);

    assertThat(ids("Observation?_tag=http://tags.example|" + tag)).containsExactly(id);
    assertThat(ids("Observation?_tag=" + tag)).containsExactly(id);
    assertThat(ids("Observation?_tag=http://other.example|" + tag)).isEmpty();
    assertThat(ids("Observation?_profile=" + profile)).containsExactly(id);
    assertRefused("Observation?_security=HIV", "parameter-hidden", "http._security");
  }

  // --- clear types

  @Test
  void clear_types_keep_hapis_own_index() {
    Organization organization = new Organization();
    String name = "Clinic" + unique();
    organization.setName(name);
    String id = create(organization);

    assertThat(ids("Organization?name=" + name)).containsExactly(id);
    assertThat(scan().storedOf("Organization", id)).contains(name);
  }

  @Test
  void a_group_is_plain_until_it_names_a_patient() {
    Group group = new Group();
    group.setType(Group.GroupType.PERSON).setActual(true);
    String code = unique();
    group.setCode(new CodeableConcept().addCoding(new Coding("http://plain.example", code, null)));
    String id = create(group);

    assertThat(ids("Group?code=" + code)).containsExactly(id);
    group.addMember().setEntity(new Reference("Patient/" + create(patient("Member", unique()))));
    assertThatThrownBy(() -> create(group)).isInstanceOf(InternalErrorException.class);
  }

  @Test
  void server_sealed_types_are_blinded_without_being_judged() {
    Task task = new Task();
    task.setStatus(Task.TaskStatus.REQUESTED).setIntent(Task.TaskIntent.ORDER);
    String code = "TASK-" + unique();
    task.setCode(new CodeableConcept().addCoding(new Coding(CODES, code, null)));
    String id = create(task);

    assertThat(ids("Task?code=" + code + "&status=requested")).containsExactly(id);
    assertThat(ids("Task?code:not=" + code)).doesNotContain(id);
    assertThat(scan().storedOf("Task", id)).isNotEmpty().doesNotContain(code, CODES);
  }

  // --- refusals

  @ParameterizedTest
  @CsvSource({
    "Observation?_sort=date, sort-hidden, http._sort",
    "Patient?_sort=family, sort-hidden, http._sort",
    "Patient?family:contains=ab, modifier-hidden, http.family",
    "Observation?code:text=ab, modifier-hidden, http.code",
    "Observation?code:below=ab, modifier-hidden, http.code",
    "Observation?code:in=http://v, modifier-hidden, http.code",
    "Observation?subject:identifier=a, modifier-hidden, http.subject",
    "QuestionnaireResponse?questionnaire=http://q.example/1, parameter-hidden, http.questionnaire",
    "Observation?_text=ab, parameter-hidden, http._text",
    "Observation?_content=ab, parameter-hidden, http._content",
    "Observation?_filter=code+eq+a, parameter-hidden, http._filter",
    "Observation?_source=urn:a, parameter-hidden, http._source",
    "Observation?_list=ab, parameter-hidden, http._list",
    "Observation?code-value-date:missing=true, modifier-hidden, http.code-value-date",
    "Task?_tag=ab, parameter-hidden, http._tag",
    "Task?_profile=http://p.example, parameter-hidden, http._profile",
  })
  void refuses_what_the_index_cannot_answer(String search, String code, String location) {
    assertRefused(search, code, location);
  }

  @Test
  void too_many_patients_are_refused() {
    assertRefused("Observation?code=a&patient=1,2,3,4,5,6,7,8,9", "too-costly", "http.patient");
  }

  @Test
  void chains_through_clear_types_work() {
    Organization organization = new Organization();
    String name = "Chain" + unique();
    organization.setName(name);
    String organizationId = create(organization);
    Encounter encounter = encounter(create(patient("Chain", unique())), "2020-01-01", null);
    encounter.setServiceProvider(new Reference("Organization/" + organizationId));
    String id = create(encounter);

    assertThat(ids("Encounter?service-provider.name=" + name)).containsExactly(id);
  }

  @Test
  void the_servers_own_searches_may_chain_and_count() {
    String family = "Inner" + unique().replace("-", "");
    String patient = create(patient(family, unique()));
    String code = unique();
    String id = create(observation(patient, code, AT, "5"));
    create(sensitive(observation(patient, code, AT, "5")));

    assertThat(systemIds("Observation", "subject:Patient.family=" + family + "&code=" + code))
        .containsExactly(id);
    assertThat(systemIds("Observation", "subject:Patient.birthdate=1951-07-19&code=" + code))
        .containsExactly(id);
    assertThat(systemIds("Patient", "_has:Observation:patient:code=" + code))
        .containsExactly(patient);
    assertThat(systemIds("Patient", "_id=" + patient + "&_has:Observation:patient:code=" + code))
        .containsExactly(patient);
  }

  // --- at rest

  @Test
  void nothing_readable_stands_in_the_index() {
    String number = unique();
    Patient patient = patient("Kanarienvogel", number);
    patient.setId("Patient/" + create(patient, "identifier=" + NUMBERS + "|" + number));
    Observation observation =
        observation(
            patient.getIdElement().getIdPart(), "KANARIE", "1893-07-19T05:06:07Z", "731.25");
    observation.getMeta().addTag(CODES, "KANARIENTAG", null).addProfile("http://kanarie.example");
    create(observation.copy());
    create(sensitive(observation.copy()));
    Encounter encounter = encounter(patient.getIdElement().getIdPart(), "1893-07-19", "1893-07-20");
    create(encounter);

    Set<String> stored = scan().stored();
    assertThat(stored).hasSizeGreaterThan(50);
    for (Resource resource : List.of(patient, observation, encounter)) {
      assertThat(scan().plain(resource)).hasSizeGreaterThan(3).doesNotContainAnyElementsOf(stored);
    }
    assertThat(String.join("\n", stored).toUpperCase(Locale.ROOT))
        .doesNotContain("KANARIE", "ZWICKAU", "1893-07-19", "18930719", "1951-07-19", number);
  }

  @Test
  void a_synthetic_record_loads_and_leaves_nothing_readable() {
    SampleData samples = SampleData.synthea();
    Assumptions.assumeTrue(samples.available(), "no sample data: " + samples.description());
    for (SampleBundle foundation : samples.foundations()) {
      client.transaction().withBundle(foundation.parse(FhirContext.forR4Cached())).execute();
    }
    Bundle record = samples.bundle("p08").parse(FhirContext.forR4Cached());
    Bundle submitted = record.copy();
    Bundle answer = client.transaction().withBundle(record).execute();
    String patient = idOf(answer.getEntry().get(0));

    assertThat(ids("Observation?patient=" + patient + "&code=http://loinc.org|8302-2&_count=200"))
        .isNotEmpty();
    Set<String> stored = scan().stored();
    int checked = 0;
    for (Bundle.BundleEntryComponent entry : submitted.getEntry()) {
      if (entry.getResource().fhirType().matches("Patient|Condition|Immunization|Encounter")) {
        Set<String> plain = scan().plain(entry.getResource());
        plain.removeIf(clear -> clear.length() < 3);
        assertThat(plain).doesNotContainAnyElementsOf(stored);
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(10);
  }

  // --- helpers

  private IndexScan scan() {
    return new IndexScan(database, extractor, plaintext);
  }

  private Set<String> tokens(String type, String id) {
    Set<String> tokens = scan().storedOf(type, id);
    tokens.removeIf(
        value -> !value.matches("[A-Za-z0-9_-]{16}|[0-9]{1,16}(\\.[0-9]+([eE]\\+?15)?)?"));
    return tokens;
  }

  private Set<String> added(Set<String> before) {
    Set<String> now = new HashSet<>(scan().stored());
    now.removeAll(before);
    return now;
  }

  private String create(Resource resource) {
    return client.create().resource(resource).execute().getId().getIdPart();
  }

  private String create(Resource resource, String url) {
    return client
        .create()
        .resource(resource)
        .conditionalByUrl(resource.fhirType() + "?" + url)
        .execute()
        .getId()
        .getIdPart();
  }

  private Bundle search(String url) {
    return client.search().byUrl(url).returnBundle(Bundle.class).execute();
  }

  private Set<String> ids(String url) {
    return idsOf(search(url));
  }

  private static Set<String> idsOf(Bundle bundle) {
    return bundle.getEntry().stream()
        .map(entry -> entry.getResource().getIdElement().getIdPart())
        .collect(Collectors.toSet());
  }

  private static String idOf(Bundle.BundleEntryComponent entry) {
    return new IdType(entry.getResponse().getLocation()).getIdPart();
  }

  private Set<String> systemIds(String type, String query) {
    FhirContext fhir = FhirContext.forR4Cached();
    SearchParameterMap map =
        matchUrls.translateMatchUrl(type + "?" + query, fhir.getResourceDefinition(type));
    map.setLoadSynchronous(true);
    return daos
        .getResourceDao(type)
        .search(map, new SystemRequestDetails())
        .getAllResources()
        .stream()
        .map(found -> found.getIdElement().getIdPart())
        .collect(Collectors.toSet());
  }

  private void assertRefused(String url, String code, String location) {
    BaseServerResponseException refused =
        catchThrowableOfType(BaseServerResponseException.class, () -> search(url));
    assertThat(refused).as(url).isNotNull();
    assertThat(refused.getStatusCode()).isEqualTo(400);
    OperationOutcome.OperationOutcomeIssueComponent issue =
        ((OperationOutcome) refused.getOperationOutcome()).getIssueFirstRep();
    assertThat(issue.getDetails().getCodingFirstRep().getSystem()).isEqualTo(Refusal.SYSTEM);
    assertThat(issue.getDetails().getCodingFirstRep().getCode()).isEqualTo(code);
    assertThat(issue.getLocation().get(0).getValue()).isEqualTo(location);
  }

  private static Encounter encounter(String patient, String start, @Nullable String end) {
    Encounter encounter = new Encounter();
    encounter.setStatus(Encounter.EncounterStatus.FINISHED);
    encounter.setSubject(new Reference("Patient/" + patient));
    Period period = new Period().setStartElement(new DateTimeType(start));
    if (end != null) {
      period.setEndElement(new DateTimeType(end));
    }
    encounter.setPeriod(period);
    return encounter;
  }

  private static MedicationRequest prescription(String patient, String drug) {
    MedicationRequest request = new MedicationRequest();
    request.setStatus(MedicationRequest.MedicationRequestStatus.ACTIVE);
    request.setIntent(MedicationRequest.MedicationRequestIntent.ORDER);
    request.setSubject(new Reference("Patient/" + patient));
    request.setMedication(new Reference("Medication/" + drug));
    return request;
  }

  private static Coding hiv() {
    return new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "HIV", null);
  }
}

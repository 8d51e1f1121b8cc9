// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * What becomes of one patient's Consent: given, given to somebody else, taken back, deleted, given
 * again. Led by one thread at a time, which knows what was acknowledged and what may have happened.
 */
final class Course {
  private static final int DONE = 200;
  private static final Set<Integer> GIVEN = Set.of(200, 201);

  /** Absent or deleted is as good as taken back. */
  private static final Set<Integer> ENDED = Set.of(200, 201, 204, 404, 410);

  private final Story story;
  private final Patient patient = Records.patient("Kilgrave");
  private final List<Observation> observations =
      Stream.of(64, 75).map(rate -> Story.heartRate(patient, rate)).toList();
  private final String consent = "Consent/" + UUID.randomUUID();
  private Set<Optional<String>> possible = Set.of(Optional.empty());

  Course(Story story) {
    this.story = story;
  }

  void begin() {
    story.write(Stream.concat(Stream.of(patient), observations.stream()).toArray(Resource[]::new));
  }

  String patientId() {
    return patient.getIdPart();
  }

  String consentId() {
    return consent.substring("Consent/".length());
  }

  /** Who may have access, for all that was heard; more than one only after a missing answer. */
  Set<Optional<String>> possible() {
    return possible;
  }

  /**
   * One change; a refused one has changed nothing.
   *
   * @return the status of a refusal, 200 if there was none
   * @throws IOException if the server is gone; REST Assured does not declare it
   */
  int go(Random random) throws IOException {
    return switch (random.nextInt(6)) {
      case 0, 1 -> change(Optional.of(story.reader().subject()), GIVEN, this::given);
      case 2 -> change(Optional.of(story.other().subject()), GIVEN, this::given);
      case 3 -> change(Optional.empty(), ENDED, this::inactivated);
      case 4 -> change(Optional.empty(), ENDED, this::revoked);
      default -> change(Optional.empty(), ENDED, this::deleted);
    };
  }

  private interface Change {
    Response to(Optional<String> actor) throws IOException;
  }

  private int change(Optional<String> actor, Set<Integer> acknowledged, Change change)
      throws IOException {
    Set<Optional<String>> before = possible;
    Set<Optional<String>> either = new HashSet<>(before);
    either.add(actor);
    possible = Set.copyOf(either);
    int status = change.to(actor).statusCode();
    boolean done = acknowledged.contains(status);
    possible = done ? Set.of(actor) : before;
    return done ? DONE : status;
  }

  private Response given(Optional<String> actor) {
    return story.admin().put(stating(ConsentState.ACTIVE, actor.orElseThrow()));
  }

  private Response inactivated(Optional<String> nobody) {
    return story.admin().put(stating(ConsentState.INACTIVE, story.reader().subject()));
  }

  private Response revoked(Optional<String> nobody) {
    return story.admin().post(consent + "/$revokeConsent", new Parameters());
  }

  private Response deleted(Optional<String> nobody) {
    return story.admin().request().delete(consent);
  }

  private Consent stating(ConsentState status, String actor) {
    Consent stated = Records.consent(patient, actor);
    stated.setId(consentId());
    stated.setStatus(status);
    return stated;
  }

  /** Whom the stored Consent names, if it is active; must be among what may be. */
  Optional<String> stored() {
    Response answer = story.admin().get(consent);
    Optional<String> actor =
        answer.statusCode() == 200 && "active".equals(answer.path("status"))
            ? Optional.of(answer.path("provision.actor[0].reference.reference"))
            : Optional.empty();
    assertThat(answer.statusCode()).isIn(200, 404, 410);
    assertThat(possible).contains(actor);
    return actor;
  }

  /** Enforcement state; empty if the server never heard of the Consent. */
  String state() {
    return status("state", "valueCode");
  }

  /** Whether grants are still to be made. */
  boolean waits() {
    return !Set.of("", "0").contains(status("missing", "valueInteger"));
  }

  private String status(String part, String value) {
    Response answer = story.admin().get(consent + "/$consent-enforcement-status");
    assertThat(answer.statusCode()).isIn(200, 404);
    return answer.statusCode() == 404
        ? ""
        : String.valueOf(
            answer.<Object>path("parameter[0].part.find { it.name == '" + part + "' }." + value));
  }

  /** What the Consents of now call for: ids of grants, and whether each is said to be live. */
  Map<String, String> planned() {
    Response answer = story.admin().get(consent + "/$grant-plan");
    assertThat(answer.statusCode()).isIn(200, 404);
    Map<String, String> entries = new TreeMap<>();
    if (answer.statusCode() == 200) {
      Parameters plan = (Parameters) story.admin().opening().parse(answer.asString());
      plan.getParameter().stream()
          .filter(parameter -> parameter.getName().equals("entry"))
          .forEach(entry -> entries.put(text(entry, "id"), text(entry, "state")));
    }
    return entries;
  }

  private static String text(Parameters.ParametersParameterComponent entry, String name) {
    return entry.getPart().stream()
        .filter(part -> part.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue()
        .primitiveValue();
  }

  /** Values by id of what was written. */
  Map<String, Integer> written() {
    Map<String, Integer> values = new TreeMap<>();
    observations.forEach(each -> values.put(each.getIdPart(), Story.value(each)));
    return values;
  }

  /** Values by id of what somebody finds and opens. */
  Map<String, Integer> openedBy(Party party) {
    return Story.search(party, observations.toArray(Observation[]::new));
  }
}

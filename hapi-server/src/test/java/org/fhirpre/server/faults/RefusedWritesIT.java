// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import java.util.UUID;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;

/** Well-formed requests that name something which is not there or does not hold. */
class RefusedWritesIT {
  private static final String CODE = "issue[0].details.coding[0].code";

  private final Deployment server = Deployment.shared(Database.H2);
  private final Story story = Story.on(server);
  private final Rows rows = Rows.of(server);
  private final Party stranger = server.party("demo-practitioner");

  @Test
  void a_key_of_an_unknown_suite_is_refused() {
    refusedKey("suite", new CodeType("umbral-bls12-381-v9"), 422, "unknown-suite");
  }

  @Test
  void a_key_off_the_curve_is_refused() {
    String nearly = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAU";
    String jwk =
        String.format(
            "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"%s\",\"y\":\"%s\"}", nearly, nearly);
    refusedKey("key", new StringType(jwk), 400, "malformed-encoding");
  }

  @Test
  void a_key_of_another_curve_or_none_is_refused() {
    for (String jwk : new String[] {"{\"kty\":\"EC\",\"crv\":\"P-256\"}", "{}", "garbage", ""}) {
      refusedKey("key", new StringType(jwk), 400, "malformed-encoding");
    }
  }

  @Test
  void a_proof_of_another_key_is_refused() {
    Type others = story.reader().registration().getParameter("proof").getValue();
    refusedKey("proof", others, 422, "verification-failed");
    refusedKey("proof", new StringType("AAAA"), 400, "malformed-encoding");
  }

  @Test
  void a_patient_in_a_reference_who_does_not_exist_is_refused() {
    Patient nobody = Records.patient("Nobody");
    Observation observation = Story.heartRate(nobody, 61);
    long before = rows.count("HFJ_RESOURCE");

    Response answer = story.ehr().put(observation);
    answer
        .then()
        .statusCode(400)
        .body(CODE, equalTo("refused-by-hapi"))
        .body(containsString("A referenced resource does not exist"))
        .body(not(containsString(nobody.getIdPart())));
    assertThat(rows.count("HFJ_RESOURCE")).isEqualTo(before);
    assertThat(rows.count("pre_patient WHERE patient_id = '" + nobody.getIdPart() + "'")).isZero();
  }

  @Test
  void a_consent_of_a_patient_who_does_not_exist_is_refused() {
    Patient nobody = Records.patient("Nobody");
    refusedConsent(nobody, story.reader().subject(), 400, "refused-by-hapi");
  }

  @Test
  void a_consent_naming_an_actor_without_a_key_is_refused() {
    Practitioner keyless = new Practitioner();
    keyless.setId(UUID.randomUUID().toString());
    story.ehr().put(keyless).then().statusCode(201);
    Patient patient = Records.patient("Wexcombe");
    story.write(patient);

    refusedConsent(patient, "Practitioner/" + keyless.getIdPart(), 422, "no-key");
  }

  @Test
  void a_consent_naming_an_actor_who_does_not_exist_is_refused() {
    Patient patient = Records.patient("Wexcombe");
    story.write(patient);

    refusedConsent(patient, "Practitioner/" + UUID.randomUUID(), 400, "refused-by-hapi");
  }

  @Test
  void an_envelope_of_a_clients_own_making_is_refused() {
    Patient patient = Records.patient("Wexcombe");
    story.write(patient);
    Observation observation = Story.heartRate(patient, 61);
    observation
        .addExtension()
        .setUrl("https://fhirpre.org/fhir/StructureDefinition/envelope")
        .addExtension("suite", new CodeType("unknown"));

    story
        .ehr()
        .put(observation)
        .then()
        .statusCode(422)
        .body(CODE, equalTo("sealed-write-not-supported"));
  }

  private void refusedKey(String part, Type value, int status, String code) {
    Parameters registration = stranger.registration();
    registration.getParameter(part).setValue(value);
    long before = rows.count("pre_subject_key");

    stranger.register(registration).then().statusCode(status).body(CODE, equalTo(code));
    assertThat(rows.count("pre_subject_key")).isEqualTo(before);
  }

  private void refusedConsent(Patient patient, String actor, int status, String code) {
    long before = rows.count("HFJ_RESOURCE WHERE RES_TYPE = 'Consent'");

    story
        .admin()
        .post("Consent", Records.consent(patient, actor))
        .then()
        .statusCode(status)
        .body("issue.details.coding.flatten().code", hasItem(code));
    assertThat(rows.count("HFJ_RESOURCE WHERE RES_TYPE = 'Consent'")).isEqualTo(before);
    assertThat(rows.count("pre_consent WHERE patient_id = '" + patient.getIdPart() + "'")).isZero();
  }
}

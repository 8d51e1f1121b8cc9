// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.access.Ward.literal;
import static org.fhirpre.server.access.Ward.named;
import static org.fhirpre.server.access.Ward.to;
import static org.hamcrest.Matchers.equalTo;

import java.util.function.Consumer;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent.ProvisionComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UriType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A deployment that requires purposes, knows extensions of provisions and trusts its gateway. */
class PlaceAndPurposeIT {
  private static final String ENVIRONMENT = "https://g.co/fhir/medicalrecords/Environment";
  private static final String SOURCE = "https://g.co/fhir/medicalrecords/DataSource";
  private static final String LOCATION = "http://hl7.org/fhir/StructureDefinition/consent-location";
  private static final Deployment SERVER =
      Deployment.start(
          Database.H2,
          "--fhirpre.consent.extensions=" + String.join(",", ENVIRONMENT, SOURCE, LOCATION),
          "--fhirpre.consent.purpose=required",
          "--fhirpre.server.gateways=127.0.0.1,0:0:0:0:0:0:0:1");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  private final Ward ward = Ward.on(SERVER);

  @Test
  void a_request_without_purpose_is_refused_before_anything_is_looked_up() {
    Bearer doctor = ward.stranger();
    for (String path : new String[] {"Observation/none", "Practitioner", "Observation?code=x"}) {
      doctor
          .get(path)
          .then()
          .statusCode(403)
          .body("issue[0].details.coding[0].code", equalTo("purpose-required"));
    }
    assertThat(doctor.with("purpose_of_use", "TREAT").get("Observation/none").statusCode())
        .isEqualTo(404);
    doctor.get("metadata").then().statusCode(200);
  }

  @Test
  void an_environment_comes_from_the_token_or_a_trusted_gateway() {
    Coding app = new Coding("urn:app", "123", null);
    Observation observation = ward.observation();
    Bearer doctor =
        permitted(observation, condition(ENVIRONMENT, new CodeableConcept().addCoding(app)));
    assertThat(doctor.status(observation)).isEqualTo(404);
    assertThat(doctor.with("environment", "urn:app|123").status(observation)).isEqualTo(200);
    assertThat(doctor.with("environment", "urn:app|9").status(observation)).isEqualTo(404);
    assertThat(header(doctor, "X-Environment", "urn:app|9,urn:app|123", observation))
        .isEqualTo(200);
    assertThat(
            header(
                doctor.with("environment", "urn:app|9"),
                "X-Environment",
                "urn:app|123",
                observation))
        .isEqualTo(404);
  }

  @Test
  void a_location_comes_from_the_token_or_a_trusted_gateway() {
    Location here = named(new Location());
    ward.write(here);
    Observation observation = ward.observation();
    Bearer doctor = permitted(observation, condition(LOCATION, to(here)));
    assertThat(doctor.status(observation)).isEqualTo(404);
    assertThat(doctor.with("location", literal(here)).status(observation)).isEqualTo(200);
    assertThat(header(doctor, "X-Location", literal(here), observation)).isEqualTo(200);
    assertThat(header(doctor, "X-Location", "Location/elsewhere", observation)).isEqualTo(404);
  }

  @Test
  void a_source_is_that_of_the_resource() {
    Observation ours = ward.observation();
    ours.getMeta().setSource("urn:hospital:lab");
    Observation others = ward.observation();
    others.getMeta().setSource("urn:hospital:other");
    ward.write(others);
    Bearer doctor = permitted(ours, condition(SOURCE, new UriType("urn:hospital:lab")));
    assertThat(doctor.status(ours)).isEqualTo(200);
    assertThat(doctor.status(others)).isEqualTo(404);
  }

  private Bearer permitted(Observation observation, Consumer<ProvisionComponent> condition) {
    ward.write(observation);
    Bearer doctor = ward.doctor();
    ward.recorded(ward.permit(doctor.subject(), condition));
    return doctor.with("purpose_of_use", "TREAT");
  }

  private static Consumer<ProvisionComponent> condition(String url, Type value) {
    return provision -> provision.addExtension(new Extension(url, value));
  }

  private static int header(Bearer doctor, String header, String value, Observation observation) {
    return doctor.request().header(header, value).get(literal(observation)).statusCode();
  }
}

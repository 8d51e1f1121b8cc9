// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.access.Ward.literal;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import ca.uhn.fhir.context.FhirContext;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;

/** New keys for later writes, while what is stored stays readable. */
class RekeyIT {
  private final Deployment server = Deployment.shared(Database.H2);
  private final Ward ward = Ward.on(server);

  @Test
  void later_writes_have_new_segments_and_grants_and_earlier_ones_keep_theirs() {
    Observation before = ward.observation();
    ward.write(before);
    Bearer doctor = ward.doctor();
    ward.recorded(ward.permit(doctor.subject()));
    long segments = segments();

    Response answer = rekey(ward.admin().request(), "new-writes");
    answer.then().statusCode(200);
    assertThat(numbers(answer)).containsExactly((int) segments, (int) segments, 0);
    assertThat(segments()).isEqualTo(2 * segments);

    Observation after = ward.observation();
    ward.write(after);
    assertThat(doctor.status(before)).isEqualTo(200);
    assertThat(doctor.status(after)).isEqualTo(200);
    assertThat(segment(doctor, after)).isNotEqualTo(segment(doctor, before));
    rekey(ward.admin().request(), "new-writes").then().statusCode(200);
    Observation last = ward.observation();
    ward.write(last);
    assertThat(segment(doctor, last)).isNotEqualTo(segment(doctor, after));
  }

  @Test
  void wrapping_stored_resources_anew_is_refused_and_strangers_are_too() {
    rekey(ward.admin().request(), "re-encapsulate")
        .then()
        .statusCode(422)
        .body("issue.details.coding.flatten().code", hasItems("not-supported"));
    Bearer stranger = Bearer.of(server, ward.stranger().subject(), "user/*.cruds");
    assertThat(rekey(stranger.request(), "new-writes").statusCode()).isEqualTo(404);
    ward.admin()
        .post("Patient/unknown/$rekey", asked("new-writes"))
        .then()
        .statusCode(404)
        .body("issue[0].details.coding[0].code", equalTo("access-denied-or-absent"));
    Bearer patient = Bearer.of(server, literal(ward.patient()), "patient/*.rs");
    assertThat(rekey(patient.request(), "new-writes").statusCode()).isEqualTo(200);
  }

  private long segments() {
    return Rows.of(server)
        .count(
            "pre_segment WHERE patient_id = '" + ward.patient().getIdElement().getIdPart() + "'");
  }

  private Response rekey(RequestSpecification request, String mode) {
    return request
        .body(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(asked(mode)))
        .post(literal(ward.patient()) + "/$rekey");
  }

  private static Parameters asked(String mode) {
    Parameters asked = new Parameters();
    asked.addParameter("mode", new CodeType(mode));
    asked.addParameter("reason", new CodeableConcept().setText("a proxy was stolen"));
    return asked;
  }

  private static List<Integer> numbers(Response answer) {
    List<Integer> numbers = new ArrayList<>();
    FhirContext.forR4Cached()
        .newJsonParser()
        .parseResource(Parameters.class, answer.asString())
        .getParameter()
        .forEach(part -> numbers.add(Integer.valueOf(part.getValue().primitiveValue())));
    return numbers;
  }

  private static String segment(Bearer reader, Observation observation) {
    DomainResource shell =
        FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(Observation.class, reader.get(literal(observation)).asString());
    return shell.getExtension().stream()
        .flatMap(extension -> extension.getExtensionsByUrl("share").stream())
        .flatMap(share -> share.getExtensionsByUrl("segment").stream())
        .map(Extension::getValue)
        .map(value -> value.primitiveValue())
        .findFirst()
        .orElseThrow();
  }
}

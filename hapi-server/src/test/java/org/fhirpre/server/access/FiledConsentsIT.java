// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fhirpre.server.access.Ward.literal;
import static org.hamcrest.Matchers.equalTo;

import ca.uhn.fhir.context.FhirContext;
import io.restassured.response.Response;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.story.Rows;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consents and revocations that come with the paper that somebody signed. */
class FiledConsentsIT {
  private static final String WORDS = "c2lnbmVkIGluIFdleGNvbWJl";

  private final Deployment server = Deployment.shared(Database.H2);
  private final Ward ward = Ward.on(server);
  private final Observation observation = ward.observation();
  private final Bearer doctor = ward.doctor();

  @BeforeEach
  void a_record() {
    ward.write(observation);
  }

  @Test
  void a_filed_consent_is_in_force_and_its_document_is_sealed_and_linked() {
    Response filed = file(ward.permit(doctor.subject()), document());
    filed.then().statusCode(200).body("resourceType", equalTo("OperationOutcome"));
    String consent = filed.header("Location").replaceAll(".*/Consent/([^/]+).*", "$1");
    assertThat(filed.header("Location")).startsWith(server.base() + "/Consent/");
    assertThat(doctor.status(observation)).isEqualTo(200);

    Provenance link = provenance("Consent/" + consent);
    String document = link.getEntityFirstRep().getWhat().getReference();
    assertThat(document).startsWith("DocumentReference/");
    Bearer patient = Bearer.of(server, literal(ward.patient()), "patient/*.rs");
    assertThat(patient.get(document).statusCode()).isEqualTo(200);
    assertThat(Bearer.of(server, ward.stranger().subject(), "user/*.rs").get(document).statusCode())
        .isEqualTo(404);
    assertThat(Rows.of(server).count("HFJ_RES_VER WHERE RES_TEXT_VC LIKE '%" + WORDS + "%'"))
        .isZero();
  }

  @Test
  void a_consent_that_is_there_already_is_a_conflict() {
    Consent consent = ward.recorded(ward.permit(doctor.subject()));
    Consent again = ward.permit(doctor.subject());
    again.setId(consent.getIdElement().getIdPart());
    file(again, document()).then().statusCode(409);
  }

  @Test
  void a_refused_consent_leaves_no_document_and_a_foreign_document_no_consent() {
    Rows rows = Rows.of(server);
    long documents = rows.count("HFJ_RESOURCE WHERE RES_TYPE = 'DocumentReference'");
    long consents = rows.count("HFJ_RESOURCE WHERE RES_TYPE = 'Consent'");
    file(ward.permit(ward.stranger().subject()), document()).then().statusCode(422);
    DocumentReference foreign = document();
    foreign.setSubject(new Reference(literal(Ward.on(server).patient())));
    file(ward.permit(doctor.subject()), foreign).then().statusCode(400);
    assertThat(rows.count("HFJ_RESOURCE WHERE RES_TYPE = 'DocumentReference'"))
        .isEqualTo(documents);
    assertThat(rows.count("HFJ_RESOURCE WHERE RES_TYPE = 'Consent'")).isEqualTo(consents);
  }

  @Test
  void a_revocation_keeps_its_document_and_its_reason() {
    Consent consent = ward.recorded(ward.permit(doctor.subject()));
    Parameters evidence = new Parameters();
    evidence.addParameter().setName("document").setResource(document());
    evidence.addParameter("reason", new CodeableConcept().setText("moved away"));
    ward.admin().post(literal(consent) + "/$revokeConsent", evidence).then().statusCode(200);
    assertThat(doctor.status(observation)).isEqualTo(404);
    Provenance link = provenance(literal(consent));
    assertThat(link.getReasonFirstRep().getText()).isEqualTo("moved away");
    assertThat(link.getEntityFirstRep().getWhat().getReference()).startsWith("DocumentReference/");
    assertThat(link.getTargetFirstRep().getReference()).isEqualTo(literal(consent));
  }

  private Response file(Consent consent, DocumentReference document) {
    Parameters filed = new Parameters();
    filed.addParameter().setName("consent").setResource(consent);
    filed.addParameter().setName("document").setResource(document);
    return ward.admin().post("Consent/$fileConsent", filed);
  }

  private static DocumentReference document() {
    DocumentReference document = new DocumentReference();
    document.setStatus(org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus.CURRENT);
    document
        .addContent()
        .getAttachment()
        .setContentType("text/plain")
        .getDataElement()
        .setValueAsString(WORDS);
    return document;
  }

  private Provenance provenance(String target) {
    Response found = ward.admin().get("Provenance?target=" + target);
    found.then().statusCode(200);
    Bundle bundle =
        FhirContext.forR4Cached().newJsonParser().parseResource(Bundle.class, found.asString());
    assertThat(bundle.getEntry()).hasSize(1);
    return (Provenance) bundle.getEntryFirstRep().getResource();
  }
}

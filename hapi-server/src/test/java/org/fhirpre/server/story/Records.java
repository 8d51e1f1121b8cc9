// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Small records and Consents of invented people. */
public final class Records {
  static final String LOINC = "http://loinc.org";
  static final String HEART_RATE = "8867-4";
  private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

  private Records() {}

  public static Patient patient(String family) {
    Patient patient = new Patient();
    patient.setId(UUID.randomUUID().toString());
    patient.addIdentifier().setSystem("urn:oid:1.2.36.146").setValue("MRN-" + patient.getIdPart());
    patient.addName().setFamily(family).addGiven("Quill");
    patient.setBirthDateElement(new DateType("1961-03-07"));
    return patient;
  }

  public static Observation heartRate(Patient subject, double value, String when) {
    Observation observation = new Observation();
    observation.setStatus(ObservationStatus.FINAL);
    observation.setCode(concept(LOINC, HEART_RATE, "Heart rate"));
    observation.setSubject(new Reference("Patient/" + subject.getIdPart()));
    observation.setEffective(new DateTimeType(when));
    observation.setValue(
        new Quantity()
            .setValue(value)
            .setUnit("beats/minute")
            .setSystem("http://unitsofmeasure.org")
            .setCode("/min"));
    return observation;
  }

  public static <T extends Resource> T labelled(T resource, String code) {
    resource.getMeta().addSecurity().setSystem(TERMINOLOGY + "v3-ActCode").setCode(code);
    return resource;
  }

  /** Opt-out with one exception: this actor, for treatment, records up to normal. */
  public static Consent consent(Patient patient, String actor) {
    Consent consent = new Consent();
    consent.setStatus(ConsentState.ACTIVE);
    consent.setScope(concept(TERMINOLOGY + "consentscope", "patient-privacy", ""));
    consent.addCategory(concept(LOINC, "59284-0", ""));
    consent.setPatient(new Reference("Patient/" + patient.getIdPart()));
    consent.addPerformer(new Reference("Patient/" + patient.getIdPart()));
    consent.setPolicyRule(concept(TERMINOLOGY + "v3-ActCode", "OPTOUT", ""));
    var permit = consent.getProvision();
    permit.setType(ConsentProvisionType.PERMIT);
    permit
        .addActor()
        .setRole(concept(TERMINOLOGY + "v3-ParticipationType", "IRCP", ""))
        .setReference(new Reference(actor));
    permit.addSecurityLabel(new Coding(TERMINOLOGY + "v3-Confidentiality", "N", null));
    permit.addPurpose(new Coding(TERMINOLOGY + "v3-ActReason", "TREAT", null));
    return consent;
  }

  public static Bundle transaction(Resource... puts) {
    Bundle bundle = new Bundle().setType(BundleType.TRANSACTION);
    for (Resource resource : puts) {
      String id = resource.getIdElement().getIdPart();
      Bundle.BundleEntryComponent entry = bundle.addEntry().setResource(resource);
      if (id == null) {
        entry.setFullUrl("urn:uuid:" + UUID.randomUUID());
        entry.getRequest().setMethod(HTTPVerb.POST).setUrl(resource.fhirType());
      } else {
        entry.getRequest().setMethod(HTTPVerb.PUT).setUrl(resource.fhirType() + "/" + id);
      }
    }
    return bundle;
  }

  private static CodeableConcept concept(String system, String code, String display) {
    CodeableConcept concept = new CodeableConcept();
    concept.addCoding().setSystem(system).setCode(code);
    if (!display.isEmpty()) {
      concept.setText(display);
    }
    return concept;
  }
}

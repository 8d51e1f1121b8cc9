// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import java.math.BigDecimal;
import java.util.UUID;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;

/** Patients and Observations whose values a test can look for. */
final class SearchFixtures {
  static final String CODES = "http://codes.example/system";
  static final String NUMBERS = "http://numbers.example/mrn";
  static final String UCUM = "http://unitsofmeasure.org";
  static final String UNJUDGED = "http://test.example/unjudged";

  private SearchFixtures() {}

  static String unique() {
    return UUID.randomUUID().toString();
  }

  static Patient patient(String family, String number) {
    Patient patient = new Patient();
    patient.addName().setFamily(family).addGiven("Gisela");
    patient.addIdentifier().setSystem(NUMBERS).setValue(number);
    patient.setGender(AdministrativeGender.FEMALE);
    patient.setBirthDateElement(new DateType("1951-07-19"));
    patient.addAddress().setCity("Zwickau").setPostalCode("08056");
    return patient;
  }

  static Observation observation(String patientId, String code, String time, String value) {
    Observation observation = new Observation();
    observation.setStatus(ObservationStatus.FINAL);
    observation.setSubject(new Reference("Patient/" + patientId));
    observation.setCode(new CodeableConcept().addCoding(new Coding(CODES, code, "Display text")));
    observation.setEffective(new DateTimeType(time));
    observation.setValue(
        new Quantity().setValue(new BigDecimal(value)).setSystem(UCUM).setCode("mmol/L"));
    return observation;
  }

  static Observation sensitive(Observation observation) {
    observation
        .getMeta()
        .addSecurity(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "HIV", null));
    return observation;
  }
}

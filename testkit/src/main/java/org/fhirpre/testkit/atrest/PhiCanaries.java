// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/**
 * The readable health data of a sample patient as canaries: names, identifiers, birth date, street,
 * telephone, conditions, sentences of notes.
 *
 * <p>Left out: what is too short to be told from chance, and what equals a logical id, which stays
 * readable by design.
 */
public final class PhiCanaries {

  private static final int MIN_SENTENCE = 24;
  private static final int MAX_SENTENCES_A_NOTE = 5;

  private final Map<String, Canary> byValue = new LinkedHashMap<>();
  private final Collection<String> ids;

  private PhiCanaries(Collection<String> ids) {
    this.ids = ids;
  }

  /** The canaries of one patient's transaction Bundle, each value once. */
  public static List<Canary> of(Bundle patient) {
    return notIn(patient, "");
  }

  /**
   * The same without values that also stand in what is stored readable.
   *
   * @param readable for example the JSON of the practitioners' Bundle: Synthea gives patients and
   *     practitioners the same first names
   */
  public static List<Canary> notIn(Bundle patient, String readable) {
    List<Resource> resources =
        patient.getEntry().stream().map(BundleEntryComponent::getResource).toList();
    PhiCanaries found =
        new PhiCanaries(resources.stream().map(r -> r.getIdElement().getIdPart()).toList());
    resources.forEach(found::collect);
    return found.byValue.values().stream().filter(c -> !readable.contains(c.value())).toList();
  }

  private void collect(Resource resource) {
    if (resource instanceof Patient patient) {
      demographics(patient);
    } else if (resource instanceof Condition condition) {
      text("Condition.code.text", condition.getCode().getText());
      condition.getNote().forEach(note -> text("Condition.note.text", note.getText()));
    } else if (resource instanceof DocumentReference document) {
      document.getContent().forEach(content -> note(content.getAttachment().getData()));
    }
  }

  private void demographics(Patient patient) {
    patient
        .getName()
        .forEach(
            name -> {
              text("Patient.name.family", name.getFamily());
              name.getGiven().forEach(given -> text("Patient.name.given", given.getValue()));
            });
    patient.getIdentifier().forEach(this::identifier);
    patient.getTelecom().forEach(telecom -> text("Patient.telecom.value", telecom.getValue()));
    patient
        .getAddress()
        .forEach(
            address -> {
              for (StringType line : address.getLine()) {
                text("Patient.address.line", line.getValue());
              }
            });
    if (patient.getBirthDateElement().getPrecision() == TemporalPrecisionEnum.DAY) {
      String born = patient.getBirthDateElement().getValueAsString();
      add("Patient.birthDate", Canary.Kind.DATE, born);
    }
  }

  private void identifier(Identifier identifier) {
    if (!ids.contains(identifier.getValue())) {
      text("Patient.identifier.value", identifier.getValue());
    }
  }

  private void note(byte[] data) {
    String note = new String(Objects.requireNonNullElse(data, new byte[0]), StandardCharsets.UTF_8);
    List<String> sentences = new ArrayList<>();
    for (String line : note.lines().map(String::strip).toList()) {
      if (line.length() >= MIN_SENTENCE && line.indexOf(' ') > 0) {
        sentences.add(line);
      }
    }
    sentences.stream()
        .limit(MAX_SENTENCES_A_NOTE)
        .forEach(line -> text("DocumentReference.content.attachment.data", line));
  }

  private void text(String element, String value) {
    if (value != null && value.strip().length() >= Canary.MIN_CHARACTERS) {
      add(element, Canary.Kind.TEXT, value.strip());
    }
  }

  private void add(String element, Canary.Kind kind, String value) {
    byValue.putIfAbsent(value, new Canary(element, kind, value));
  }
}

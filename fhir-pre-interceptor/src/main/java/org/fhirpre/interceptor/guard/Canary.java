// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import java.security.SecureRandom;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;

/** A Patient of random words, stored in a transaction that is rolled back, and looked for. */
final class Canary {
  private static final int WORD_LETTERS = 12;
  private static final int DAYS = 3650;

  private final SecureRandom random = new SecureRandom();
  private final String family = word();
  private final String given = word();
  private final String identifier = word();
  private final String system = "urn:" + word();
  private final String city = word();
  private final String phone = word();
  private final String tag = word();
  private final LocalDate born = LocalDate.of(1871, 1, 1).plusDays(random.nextInt(DAYS));

  Patient patient() {
    Patient patient = new Patient();
    patient.getMeta().addTag(new Coding(system, tag, null)).addProfile("urn:" + tag);
    patient.addIdentifier().setSystem(system).setValue(identifier);
    patient.addName().setFamily(family).addGiven(given);
    patient.addAddress().setCity(city);
    patient.addTelecom().setValue(phone);
    patient.setBirthDate(Date.valueOf(born));
    return patient;
  }

  /**
   * Lower case; a value holds one of them, whatever its case, iff something was stored readable.
   */
  List<String> words() {
    return List.of(family, given, identifier, system, city, phone, tag).stream()
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  /** As date and as HAPI's ordinal. */
  List<String> dates() {
    return List.of(born.toString(), born.toString().replace("-", ""));
  }

  List<String> tagValues() {
    return List.of(tag, "urn:" + tag);
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < WORD_LETTERS; i++) {
      word.append((char) ('A' + random.nextInt(26)));
    }
    return word.toString();
  }
}

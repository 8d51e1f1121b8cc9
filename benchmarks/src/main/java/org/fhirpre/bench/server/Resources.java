// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.time.LocalDate;

/** The resources of the load as JSON text: synthetic, alike on both servers. */
final class Resources {

  /** Hits on a page of {@link #wideRanges}. */
  static final int PAGE = 20;

  private static final String[] CODES = {
    "8867-4", "8310-5", "9279-1", "2708-6", "29463-7", "8302-2", "2339-0", "718-7", "6690-2",
    "777-3"
  };
  private static final String MIDNIGHT = "T00:00:00Z";
  private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);

  private Resources() {}

  /** {@code system|code} of the n-th Observation, as in a URL. */
  static String codeOf(int n) {
    return "http://loinc.org%7C" + CODES[n % CODES.length];
  }

  /** A range of seven days, by instants: plain HAPI widens ranges of days. */
  static String week(int n) {
    LocalDate first = day(n % 20);
    return "date=ge" + first + MIDNIGHT + "&date=lt" + first.plusDays(7) + MIDNIGHT;
  }

  /** A search of all patients that most Observations meet. */
  static String wideRanges(int n) {
    return "Observation?value-quantity=ge"
        + (22 + n % 5)
        + "&date=ge"
        + FIRST_DAY.plusDays(3)
        + MIDNIGHT
        + "&_count="
        + PAGE;
  }

  static String observation(String subject, int n) {
    return """
        {"resourceType":"Observation","status":"final",
         "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/observation-category","code":"vital-signs"}]}],
         "code":{"coding":[{"system":"http://loinc.org","code":"%s"}],"text":"Measurement %d"},
         "subject":{"reference":"%s"},"effectiveDateTime":"%sT09:30:00Z","issued":"%sT09:31:00.000Z",
         "valueQuantity":{"value":%d.%d,"unit":"mmol/L","system":"http://unitsofmeasure.org","code":"mmol/L"}}
        """
        .formatted(CODES[n % CODES.length], n, subject, day(n), day(n), 20 + n % 150, n % 10);
  }

  static String patientWithObservations(int n, int observations) {
    String fullUrl = "urn:uuid:00000000-0000-4000-8000-%012d".formatted(n);
    StringBuilder bundle =
        new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":[");
    bundle.append(entry(fullUrl, patient(n), "Patient"));
    for (int i = 0; i < observations; i++) {
      String url = "urn:uuid:00000000-0000-4000-9000-%012d".formatted(n * 1000L + i);
      bundle.append(',').append(entry(url, observation(fullUrl, i), "Observation"));
    }
    return bundle.append("]}").toString();
  }

  /** Opt-out with one exception: this reader, for treatment, everything. */
  static String consent(String patient, String reader) {
    return """
        {"resourceType":"Consent","status":"active",
         "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
         "category":[{"coding":[{"system":"http://loinc.org","code":"59284-0"}]}],
         "patient":{"reference":"%s"},"dateTime":"2026-01-01",
         "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTOUT"}]},
         "provision":{"type":"permit",
          "actor":[{"role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ParticipationType","code":"IRCP"}]},
           "reference":{"reference":"%s"}}],
          "purpose":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActReason","code":"TREAT"}]}}
        """
        .formatted(patient, reader);
  }

  static String practitioner(String id) {
    return "{\"resourceType\":\"Practitioner\",\"id\":\"%s\",\"name\":[{\"family\":\"Load\"}]}"
        .formatted(id);
  }

  private static String patient(int n) {
    return """
        {"resourceType":"Patient","identifier":[{"system":"http://hospital.example/mrn","value":"MRN-%06d"}],
         "name":[{"family":"Family%d","given":["Given%d"]}],"gender":"female","birthDate":"%s",
         "address":[{"line":["%d Main Street"],"city":"Revere","postalCode":"02151"}]}
        """
        .formatted(n, n, n, FIRST_DAY.minusDays(10_000L + n), n);
  }

  private static String entry(String fullUrl, String resource, String type) {
    return "{\"fullUrl\":\"%s\",\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"%s\"}}"
        .formatted(fullUrl, resource, type);
  }

  private static LocalDate day(int n) {
    return FIRST_DAY.plusDays(n % 2000);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.consent;

import ca.uhn.fhir.context.FhirContext;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fhirpre.consent.ConsentMapper;
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.GranteeKey;
import org.fhirpre.consent.MapperConfig;
import org.fhirpre.consent.MappingOutcome;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.crypto.SegmentId;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Reference;

/** Consents of one patient, as the mapper understands them. */
final class SampleConsents {
  static final String PATIENT = "Patient/p";
  static final Instant NOW = Instant.parse("2026-05-05T12:00:00Z");

  private static final String PURPOSE =
      "\"purpose\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"TREAT\"},"
          + "{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"HPAYMT\"},"
          + "{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActReason\",\"code\":\"HOPERAT\"}]";

  private SampleConsents() {}

  /** IHE PCF basic: everything, for treatment, payment and operations, to everybody. */
  static NormalConsent basic(Function<String, Optional<GranteeKey>> keys) {
    return mapped("basic", "{\"type\":\"permit\"," + PURPOSE + "}", keys);
  }

  /** For one practitioner, data of two years, without what is labelled HIV before May. */
  static NormalConsent detailed(int number) {
    String actor =
        "\"actor\":[{\"role\":{\"coding\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ParticipationType\","
            + "\"code\":\"IRCP\"}]},\"reference\":{\"reference\":\"Practitioner/"
            + number
            + "\"}}]";
    String nested =
        "\"provision\":[{\"type\":\"deny\",\"securityLabel\":[{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ActCode\","
            + "\"code\":\"HIV\"}],\"dataPeriod\":{\"end\":\"2026-04-30\"}}]";
    String root =
        "{\"type\":\"permit\","
            + actor
            + ","
            + PURPOSE
            + ",\"period\":{\"start\":\"2026-01-01\",\"end\":\"2026-12-31\"},"
            + "\"dataPeriod\":{\"start\":\"2025-01-01\",\"end\":\"2026-12-31\"},"
            + nested
            + "}";
    return mapped("c" + number, root, subject -> Optional.empty());
  }

  private static NormalConsent mapped(
      String id, String root, Function<String, Optional<GranteeKey>> keys) {
    String json =
        "{\"resourceType\":\"Consent\",\"id\":\""
            + id
            + "\",\"meta\":{\"versionId\":\"1\"},\"status\":\"active\",\"scope\":{\"coding\":[{\"system\":"
            + "\"http://terminology.hl7.org/CodeSystem/consentscope\",\"code\":\"patient-privacy\"}]},\"category\":[{\"coding\":[{"
            + "\"system\":\"http://loinc.org\",\"code\":\"59284-0\"}]}],\"patient\":{\"reference\":\""
            + PATIENT
            + "\"},\"provision\":"
            + root
            + "}";
    Consent consent = FhirContext.forR4Cached().newJsonParser().parseResource(Consent.class, json);
    MappingOutcome outcome =
        new ConsentMapper(MapperConfig.defaults()).map(consent, directory(keys), NOW);
    return ((MappingOutcome.Enforceable) outcome).consent();
  }

  /** Every reference is found. */
  static Directory directory(Function<String, Optional<GranteeKey>> keys) {
    return new Directory() {
      @Override
      public Optional<String> resolve(Reference reference) {
        return Optional.ofNullable(reference.getReference());
      }

      @Override
      public Optional<GranteeKey> receivingKey(String subject) {
        return keys.apply(subject);
      }

      @Override
      public Set<SegmentId> segmentsOf(String reference) {
        return Set.of();
      }
    };
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.ConsentMapper;
import org.fhirpre.consent.Directory;
import org.fhirpre.consent.GranteeKey;
import org.fhirpre.consent.MapperConfig;
import org.fhirpre.consent.MappingOutcome;
import org.fhirpre.crypto.SegmentId;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class ConsentCodecTest {
  private static final Directory ANYBODY =
      new Directory() {
        @Override
        public Optional<String> resolve(Reference reference) {
          return Optional.ofNullable(reference.getReference());
        }

        @Override
        public Optional<GranteeKey> receivingKey(String subject) {
          return Optional.empty();
        }

        @Override
        public Set<SegmentId> segmentsOf(String reference) {
          return Set.of();
        }
      };

  private static ConsentCodec.Body body() {
    Consent consent = ConsentStage.consent("c", 3, "permit", "Practitioner/1");
    consent
        .getProvision()
        .addPurpose(new Coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "TREAT", ""))
        .getDataPeriod()
        .setStartElement(new DateTimeType("2022-01-01"));
    MappingOutcome.Enforceable mapped =
        (MappingOutcome.Enforceable)
            new ConsentMapper(MapperConfig.defaults())
                .map(consent, ANYBODY, Instant.parse("2026-11-24T00:00:00Z"));
    return new ConsentCodec.Body(Optional.of(mapped.consent()), mapped.findings());
  }

  @Test
  void what_is_read_is_what_was_written_open_ends_included() {
    ConsentCodec.Body body = body();
    assertThat(ConsentCodec.read(ConsentCodec.write(body))).isEqualTo(body);
    assertThat(body.normal().get(0).validity().end()).isEqualTo(Instant.MAX);
    ConsentCodec.Body empty = new ConsentCodec.Body(Optional.empty(), List.of());
    assertThat(ConsentCodec.read(ConsentCodec.write(empty))).isEqualTo(empty);
  }

  @Test
  void what_is_unknown_missing_or_of_another_format_is_refused() {
    String json = ConsentCodec.write(body());
    for (String wrong :
        List.of(
            json.replaceFirst("\"fallback\":\"[A-Z]+\",", ""),
            json.replaceFirst("\\{", "{\"more\":1,"),
            json.replace("\"format\":1", "\"format\":2"),
            json + "{}",
            "")) {
      assertThatThrownBy(() -> ConsentCodec.read(wrong))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("a stored normal form")
          .hasNoCause();
    }
  }
}

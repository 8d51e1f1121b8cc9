// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class ReaderClaimsTest {
  private final ReaderClaims claims = new ReaderClaims("https://ehr.example.org/fhir");

  @Test
  void a_reader_acts_for_itself_its_organization_and_its_groups() {
    Reader reader =
        read(
            Map.of(
                "fhirUser", "Practitioner/p1",
                "organization", "Organization/o1",
                "groups", List.of("CareTeam/c1", "not a reference"),
                "scope", "user/*.rs fhirpre/admin"));

    assertThat(reader.subject()).isEqualTo("Practitioner/p1");
    assertThat(reader.identities())
        .containsExactlyInAnyOrder("Practitioner/p1", "Organization/o1", "CareTeam/c1");
    assertThat(reader.scopes()).containsExactlyInAnyOrder("user/*.rs", "fhirpre/admin");
  }

  @Test
  void scopes_may_be_a_list_and_be_called_scp() {
    assertThat(read(Map.of("fhirUser", "Patient/1", "scp", List.of("patient/*.rs"))).scopes())
        .containsExactly("patient/*.rs");
  }

  @Test
  void a_practitioner_without_purpose_treats_and_others_have_none() {
    assertThat(read(Map.of("fhirUser", "Practitioner/1")).purposes())
        .containsExactly(new Label(ReaderClaims.ACT_REASON, "TREAT"));
    assertThat(read(Map.of("fhirUser", "Patient/1")).purposes()).isEmpty();
  }

  @Test
  void a_purpose_may_name_its_code_system() {
    assertThat(
            read(Map.of("fhirUser", "Patient/1", "purpose_of_use", List.of("HRESCH", "urn:x|y")))
                .purposes())
        .containsExactlyInAnyOrder(
            new Label(ReaderClaims.ACT_REASON, "HRESCH"), new Label("urn:x", "y"));
  }

  @Test
  void an_absolute_user_is_ours_only_below_our_base() {
    assertThat(read(Map.of("fhirUser", "https://ehr.example.org/fhir/Patient/1")).subject())
        .isEqualTo("Patient/1");
    assertThat(claims.read(token(Map.of("fhirUser", "https://other.example.org/fhir/Patient/1"))))
        .isEmpty();
  }

  @Test
  void a_token_without_a_fhir_user_stands_for_nobody() {
    assertThat(claims.read(token(Map.of("scope", "system/*.cruds")))).isEmpty();
    assertThat(claims.read(token(Map.of("fhirUser", "Patient/1/../../2")))).isEmpty();
  }

  private Reader read(Map<String, Object> from) {
    return claims.read(token(from)).orElseThrow();
  }

  private static Jwt token(Map<String, Object> from) {
    return Jwt.withTokenValue("t")
        .header("alg", "RS256")
        .subject("s")
        .claims(all -> all.putAll(from))
        .build();
  }
}

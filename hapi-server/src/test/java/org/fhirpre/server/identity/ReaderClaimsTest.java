// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fhirpre.consent.Residual;
import org.fhirpre.interceptor.spi.Circumstances;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class ReaderClaimsTest {
  private static final String BASE = "https://ehr.example.org/fhir";

  private final ReaderClaims claims =
      new ReaderClaims(BASE, ZoneOffset.UTC, ReaderClaims.Unstated.TREATMENT);

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

  @Test
  void where_a_purpose_is_required_a_practitioner_has_none_unless_the_token_says_so() {
    ReaderClaims strict = new ReaderClaims(BASE, ZoneOffset.UTC, ReaderClaims.Unstated.NOTHING);
    assertThat(strict.read(token(Map.of("fhirUser", "Practitioner/1"))).orElseThrow().purposes())
        .isEmpty();
  }

  @Test
  void place_and_client_come_with_the_token() {
    Circumstances at =
        read(Map.of(
                "fhirUser", "Practitioner/1",
                "azp", "app",
                "environment", "urn:e|ward",
                "location", BASE + "/Location/l"))
            .circumstances();
    assertThat(at.environments()).containsExactly(new Label("urn:e", "ward"));
    assertThat(at.locations()).containsExactly("Location/l");
    assertThat(at.client()).isEqualTo("app");
    assertThat(at.residual()).isEqualTo(Residual.ABSENT);
  }

  @Test
  void purposes_and_residual_of_ihe_iua_are_read() {
    Object coding = Map.of("system", ReaderClaims.ACT_REASON, "code", "HPAYMT");
    Reader reader =
        read(
            Map.of(
                "fhirUser",
                "Practitioner/1",
                "extensions",
                Map.of(
                    "ihe_iua", Map.of("purpose_of_use", List.of(coding)),
                    "ihe_pcf", Map.of("patient_id", BASE + "/Patient/p"))));
    assertThat(reader.purposes()).containsExactly(new Label(ReaderClaims.ACT_REASON, "HPAYMT"));
    assertThat(reader.circumstances().residual().kind()).isEqualTo(Residual.Kind.RULES);
    assertThat(reader.circumstances().residual().patient()).contains("Patient/p");
  }

  @Test
  void a_residual_that_is_not_understood_lets_nothing_through() {
    List<Object> malformed =
        List.of(
            "text",
            Map.of("unknown", "member"),
            Map.of("patient_id", "https://other.example.org/fhir/Patient/1"),
            Map.of("residual", List.of(Map.of("type", "maybe"))),
            Map.of("residual", List.of(Map.of("type", "permit", "colour", "red"))),
            Map.of("residual", List.of(Map.of("type", "permit", "securityLabel", List.of()))));
    for (Object pcf : malformed) {
      assertThat(residual(Map.of("extensions", Map.of("ihe_pcf", pcf))).kind())
          .as("%s", pcf)
          .isEqualTo(Residual.Kind.UNREADABLE);
    }
    assertThat(residual(Map.of("extensions", List.of())).kind())
        .isEqualTo(Residual.Kind.UNREADABLE);
    assertThat(
            residual(Map.of("ihe_pcf", Map.of(), "extensions", Map.of("ihe_pcf", Map.of()))).kind())
        .isEqualTo(Residual.Kind.UNREADABLE);
    assertThat(residual(Map.of("extensions", Map.of("ihe_iua", "text"))).kind())
        .isEqualTo(Residual.Kind.UNREADABLE);
  }

  private Residual residual(Map<String, Object> more) {
    Map<String, Object> from = new HashMap<>(more);
    from.put("fhirUser", "Practitioner/1");
    return read(from).circumstances().residual();
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

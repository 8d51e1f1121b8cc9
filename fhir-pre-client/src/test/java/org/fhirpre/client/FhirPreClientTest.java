// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FhirPreClientTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final TestWard ward = new TestWard();
  private final TestFhirServer server = new TestFhirServer();

  @AfterEach
  void close() {
    ward.close();
    server.close();
  }

  private FhirHttp http() {
    return new FhirHttp(
        URI.create(server.base() + "/"), TokenSource.fixed(TestFhirServer.TOKEN), TIMEOUT);
  }

  private EnvelopeOpener opener(FhirHttp http) {
    return new EnvelopeOpener(
        TestWard.CONTEXT,
        OpeningKeys.ofReader(List.of(ward.reader)),
        SigningKeys.ofServer(http, TestWard.CONTEXT));
  }

  @Test
  void reads_with_the_servers_signing_key_fetched_once() {
    server.publish(ward.sealer);
    server.answer("GET /fhir/Observation/o1", ward.shownToReader("o1"));
    FhirHttp http = http();
    try (EnvelopeOpener opener = opener(http)) {
      FhirPreClient client = new FhirPreClient(http, TestWard.CONTEXT, opener);
      for (int i = 0; i < 2; i++) {
        Observation read = (Observation) client.read("Observation/o1").resource();
        assertThat(read.getCode().getText()).isEqualTo(TestWard.FINDING);
      }
    }
    assertThat(server.requests).filteredOn(each -> each.contains("$keys")).hasSize(1);
  }

  @Test
  void follows_pages() {
    server.publish(ward.sealer);
    Bundle first = TestWard.searchset(ward.shownToReader("o1"));
    first.addLink().setRelation("next").setUrl(server.base() + "?_getpages=2");
    server.answer("GET /fhir/Observation?code=http://loinc.org%7C1", first);
    server.answer("GET /fhir?_getpages=2", TestWard.searchset(ward.shownToReader("o2")));
    FhirHttp http = http();
    List<Opened> pages = new ArrayList<>();
    try (EnvelopeOpener opener = opener(http)) {
      new FhirPreClient(http, TestWard.CONTEXT, opener)
          .search("Observation?code=http://loinc.org|1", pages::add);
    }
    assertThat(pages).hasSize(2).allMatch(page -> page.opened() == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example/fhir", "/../x", "SELF"})
  void pages_outside_the_server_or_in_a_circle_are_not_followed(String next) {
    Bundle page = TestWard.searchset();
    page.addLink().setRelation("next").setUrl(next.equals("SELF") ? "Observation?a=b" : next);
    server.answer("GET /fhir/Observation?a=b", page);
    FhirPreClient client = new FhirPreClient(http(), TestWard.CONTEXT, ResourceOpener.keyless());
    assertThatThrownBy(() -> client.search("Observation?a=b", each -> true))
        .isInstanceOf(ClientException.class);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void tells_refusals_failures_and_silence_apart() {
    server.answer("GET /fhir/Patient/1", 403, "{}");
    server.answer(
        "GET /fhir/Patient/2",
        422,
        "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"details\":{\"coding\":[{\"code\":\"stable\"}]},\"diagnostics\":\"two\\nlines\"}]}");
    server.answer("GET /fhir/Patient/3", 503, "{}");
    server.answer("GET /fhir/Patient/4", 200, "<html/>");
    FhirPreClient client = new FhirPreClient(http(), TestWard.CONTEXT, ResourceOpener.keyless());
    assertThatThrownBy(() -> client.read("Patient/1")).isInstanceOf(ClientException.Refused.class);
    assertThatThrownBy(() -> client.read("Patient/2"))
        .hasMessage("the server answered 422: stable: two lines");
    assertThatThrownBy(() -> client.read("Patient/3"))
        .isInstanceOf(ClientException.Unreachable.class);
    assertThatThrownBy(() -> client.read("Patient/4"))
        .isInstanceOf(ClientException.Unreachable.class);
    server.close();
    assertThatThrownBy(() -> client.read("Patient/5"))
        .isInstanceOf(ClientException.Unreachable.class);
  }

  @Test
  void gets_a_token_where_the_server_says_and_keeps_it() {
    server.answer(
        "GET /fhir/.well-known/smart-configuration",
        200,
        "{\"token_endpoint\":\"" + server.root() + "/token\"}");
    server.answer(
        "POST /token",
        200,
        "{\"access_token\":\"" + TestFhirServer.TOKEN + "\",\"expires_in\":300}");
    TokenSource tokens = credentials();
    assertThat(tokens.token()).contains(TestFhirServer.TOKEN);
    assertThat(tokens.token()).contains(TestFhirServer.TOKEN);
    assertThat(server.requests).hasSize(2);
    assertThat(server.bodies.get(1))
        .isEqualTo("grant_type=client_credentials&scope=a%2Fb+c&purpose_of_use=TREAT");
  }

  @Test
  void falls_back_to_the_usual_token_endpoint() {
    server.answer("POST /oauth2/token", 200, "{\"access_token\":\"x\"}");
    assertThat(credentials().token()).contains("x");
    server.answer("POST /oauth2/token", 401, "{}");
    assertThatThrownBy(() -> credentials().token()).isInstanceOf(ClientException.Refused.class);
  }

  private TokenSource credentials() {
    return new ClientCredentials(
        URI.create(server.base()),
        new ClientCredentials.Client("id", "secret", Optional.of("TREAT"), Optional.of("a/b c")),
        TIMEOUT);
  }
}

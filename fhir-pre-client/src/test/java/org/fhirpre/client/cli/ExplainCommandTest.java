// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.client.TestFhirServer;
import org.fhirpre.client.cli.CommandRunner.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  private static final String ANSWER =
      """
      {"resourceType":"Parameters","parameter":[
       {"name":"decision","valueCode":"deny"},{"name":"reason","valueCode":"deny-rule"},
       {"name":"facet","part":[
        {"name":"patient","valueReference":{"reference":"Patient/1"}},
        {"name":"label","valueCoding":{"system":"s","code":"HIV"}},
        {"name":"decision","valueCode":"deny"},
        {"name":"consent","valueReference":{"reference":"Consent/c"}},
        {"name":"version","valueString":"Consent/c/_history/2"},
        {"name":"node","valueString":"Consent.provision.provision[0]"},
        {"name":"condition","part":[
         {"name":"path","valueString":"Consent.provision.provision[0]"},
         {"name":"dimension","valueCode":"label"},{"name":"enforcement","valueCode":"crypto"}]},
        {"name":"grant","valueCode":"missing"}]},
       {"name":"residual","valueString":"[]"}]}
      """;

  private final TestFhirServer server = new TestFhirServer();

  @TempDir Path folder;

  @AfterEach
  void close() {
    server.close();
  }

  private Result explain(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("explain"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--server", server.base(), "--token", TestFhirServer.TOKEN));
    return new CommandRunner(folder, "secret").run(all.toArray());
  }

  @Test
  void a_denial_is_told_in_words() {
    server.answer(
        "GET /fhir/Patient/1/$explain-access?actor=Practitioner%2F7&resource=Observation%2F9",
        200, ANSWER);
    Result result =
        explain("Patient/1", "--actor", "Practitioner/7", "--resource", "Observation/9");
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out())
        .contains("Denied: a provision denies it.")
        .contains(
            "label HIV is not permitted by Consent/c/_history/2, Consent.provision.provision[0];"
                + " there is no key.")
        .contains("its condition on label is kept by keys.");
  }

  @Test
  void what_is_no_patient_is_wrong_use() {
    assertThat(explain("Observation/1").status()).isEqualTo(2);
  }
}

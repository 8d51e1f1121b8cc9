// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fhirpre.testkit.SampleData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole run against two stand-ins: what is asked, in which order, and what comes out. */
class ServerBenchTest {

  @TempDir private Path folder;

  @Test
  void measures_every_operation_on_both_servers() throws Exception {
    try (StandInServer plain = new StandInServer(2);
        StandInServer sealed = new StandInServer(2)) {
      ServerBench.run(settings(plain, sealed), sample());
      JsonNode figures = new ObjectMapper().readTree(folder.resolve("server.json").toFile());
      assertThat(figures.findValuesAsText("op"))
          .containsExactly(
              "create Observation",
              "read",
              "search patient+code",
              "search patient+date",
              "search two ranges",
              "Synthea transaction");
      assertThat(figures.findValues("ratio"))
          .allSatisfy(r -> assertThat(r.asDouble()).isPositive());
      assertThat(count(sealed, "GET /fhir/Observation"))
          .isEqualTo(count(plain, "GET /fhir/Observation"));
      assertThat(count(sealed, "POST /fhir")).isEqualTo(count(plain, "POST /fhir"));
      assertThat(sealed.requests)
          .contains(
              "POST /fhir",
              "PUT /fhir/Practitioner/9",
              "POST /fhir/Practitioner/9/$register-key",
              "POST /fhir/Consent",
              "POST /fhir/Observation",
              "GET /fhir/Observation");
    }
  }

  @Test
  void refuses_to_compare_servers_that_find_different_things() throws Exception {
    try (StandInServer plain = new StandInServer(2);
        StandInServer sealed = new StandInServer(1)) {
      Settings settings = settings(plain, sealed);
      assertThatThrownBy(() -> ServerBench.run(settings, sample()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("finds [0, 1] plain and [0] sealed");
    }
  }

  private static long count(StandInServer server, String request) {
    return server.requests.stream().filter(request::equals).count();
  }

  private SampleData sample() throws IOException {
    Path sample = Files.createDirectories(folder.resolve("sample"));
    String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"transaction\"}";
    Files.writeString(sample.resolve("00-hospital.json"), bundle);
    Files.writeString(sample.resolve("p01.json"), bundle);
    return SampleData.folder(sample);
  }

  private Settings settings(StandInServer plain, StandInServer sealed) throws Exception {
    String clients = StandInServer.clients(folder).toString();
    return Settings.parse(
        List.of(
            folder.resolve("server.json").toString(),
            "--quick",
            "--seconds",
            "0",
            "--patients",
            "2",
            "--plain",
            plain.base().toString(),
            "--plain-clients",
            clients,
            "--sealed",
            sealed.base().toString(),
            "--sealed-clients",
            clients));
  }
}

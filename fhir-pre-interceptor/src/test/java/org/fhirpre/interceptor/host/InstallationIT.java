// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.fhirpre.interceptor.autoconfigure.FhirPreAutoConfiguration;
import org.fhirpre.interceptor.memory.HeaderIdentity;
import org.fhirpre.interceptor.spi.ReaderIdentity;
import org.fhirpre.interceptor.stage.TestAgent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The ways in which a host gets hold of the plug-in. What proves an installation is a look into the
 * database: with HAPI's own beans in place everything is stored readable, and every search passes.
 */
class InstallationIT {
  private static final TestAgent AGENT = new TestAgent();
  private static final String NOT_IMPORTED =
      "--spring.autoconfigure.exclude=" + FhirPreAutoConfiguration.class.getName();
  private static final String SCANNED =
      "--hapi.fhir.custom-bean-packages=" + FhirPreAutoConfiguration.class.getPackageName();

  static class Identity {
    @Bean
    ReaderIdentity identity() {
      return new HeaderIdentity();
    }
  }

  @AfterAll
  static void end() {
    AGENT.close();
  }

  @Test
  void imported_scanned_or_both_it_is_one_set_of_beans_and_stores_nothing_readable()
      throws Exception {
    Set<String> imported = beansOfAHostThatSeals();

    assertThat(imported).isNotEmpty();
    assertThat(beansOfAHostThatSeals(NOT_IMPORTED, SCANNED)).isEqualTo(imported);
    assertThat(beansOfAHostThatSeals(SCANNED)).isEqualTo(imported);
  }

  @Test
  void a_host_in_which_beans_may_be_overridden_does_not_start() {
    assertThatThrownBy(() -> host("--spring.main.allow-bean-definition-overriding=true"))
        .hasStackTraceContaining("spring.main.allow-bean-definition-overriding=false");
  }

  private static Set<String> beansOfAHostThatSeals(String... how) throws Exception {
    try (ConfigurableApplicationContext host = host(how)) {
      createPatient(host, "Installationberg");
      List<String> rows =
          host.getBean(JdbcTemplate.class)
              .queryForList(
                  "select RES_TEXT_VC from HFJ_RES_VER where RES_TYPE = 'Patient'", String.class);
      assertThat(rows).singleElement().asString().startsWith("fhirpre:1 Patient ");
      Set<String> ours = new TreeSet<>();
      Stream.of(host.getBeanDefinitionNames())
          .filter(name -> name.startsWith("pre"))
          .forEach(ours::add);
      return ours;
    }
  }

  private static ConfigurableApplicationContext host(String... how) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(how));
    arguments.add("--server.port=0");
    arguments.add("--spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID());
    arguments.add("--fhirpre.base=http://server/fhir");
    arguments.add("--fhirpre.enrol=managed");
    arguments.add("--fhirpre.agent.url=" + AGENT.url());
    arguments.add("--fhirpre.agent.token-file=" + AGENT.tokenFile());
    arguments.add("--fhirpre.keys=" + Files.createTempDirectory("installation").resolve("keys"));
    return new SpringApplicationBuilder(MinimalHost.class, Identity.class)
        .run(arguments.toArray(String[]::new));
  }

  private static void createPatient(ConfigurableApplicationContext host, String family)
      throws IOException, InterruptedException {
    String port = host.getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/fhir/Patient"))
            .header("Content-Type", "application/fhir+json")
            .header(HeaderIdentity.READER, "Device/ehr")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"" + family + "\"}]}"))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }
}

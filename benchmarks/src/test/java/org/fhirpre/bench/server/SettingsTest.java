// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void without_options_everything_is_measured_in_full_on_h2() {
    Settings settings = Settings.parse(List.of("server.json"));
    assertThat(settings.database()).isEqualTo("h2");
    assertThat(settings.plain()).isEmpty();
    assertThat(settings.amounts()).isEqualTo(Settings.Amounts.FULL);
  }

  @Test
  void options_say_how_much_and_where() {
    Settings settings =
        Settings.parse(
            List.of(
                "server.json",
                "--quick",
                "--db",
                "postgres",
                "--rounds",
                "5",
                "--seconds",
                "7",
                "--plain",
                "http://localhost:1/fhir",
                "--plain-clients",
                "clients.json"));
    assertThat(settings.database()).isEqualTo("postgres");
    assertThat(settings.amounts().rounds()).isEqualTo(5);
    assertThat(settings.amounts().window()).isEqualTo(Duration.ofSeconds(7));
    Settings.Running plain = settings.plain().orElseThrow();
    assertThat(plain.base()).isEqualTo(URI.create("http://localhost:1/fhir"));
    assertThat(plain.clients()).isPresent();
  }

  @Test
  void an_unknown_option_is_refused() {
    assertThatThrownBy(() -> Settings.parse(List.of("server.json", "--dbs", "h2")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Settings.parse(List.of("server.json", "--db")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

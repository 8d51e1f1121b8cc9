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
  void without_options_everything_is_measured_in_full_on_postgresql() {
    Settings settings = Settings.parse(List.of("server.json"));
    assertThat(settings.database()).isEqualTo("postgres");
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
                "h2",
                "--rounds",
                "5",
                "--seconds",
                "7",
                "--plain",
                "http://localhost:1/fhir",
                "--plain-clients",
                "clients.json",
                "--sealed",
                "http://localhost:2/fhir"));
    assertThat(settings.database()).isEqualTo("h2");
    assertThat(settings.amounts().rounds()).isEqualTo(5);
    assertThat(settings.amounts().window()).isEqualTo(Duration.ofSeconds(7));
    Settings.Running plain = settings.plain().orElseThrow();
    assertThat(plain.base()).isEqualTo(URI.create("http://localhost:1/fhir"));
    assertThat(plain.clients()).isPresent();
  }

  @Test
  void half_a_pair_and_another_database_are_refused() {
    assertThatThrownBy(() -> Settings.parse(List.of("server.json", "--db", "oracle")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--db is h2 or postgres, not oracle");
    assertThatThrownBy(() -> Settings.parse(List.of("server.json", "--plain", "http://localhost")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("--plain and --sealed go together");
  }

  @Test
  void an_unknown_option_is_refused() {
    assertThatThrownBy(() -> Settings.parse(List.of("server.json", "--dbs", "h2")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Settings.parse(List.of("server.json", "--db")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

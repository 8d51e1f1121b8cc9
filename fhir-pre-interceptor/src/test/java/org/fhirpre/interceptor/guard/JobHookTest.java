// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import org.junit.jupiter.api.Test;

class JobHookTest {

  @Test
  void parameters_that_select_by_content_are_recognised() {
    assertThat(JobHook.holdsValues("{\"urls\":[\"Observation?code=x\"]}")).isTrue();
    assertThat(JobHook.holdsValues("{\"u\":\"http://h/$export?_type=Patient&_typeFilter=P%3F\"}"))
        .isTrue();
    assertThat(JobHook.holdsValues("{\"urls\":[\"Observation?\"]}")).isFalse();
    assertThat(JobHook.holdsValues("{\"u\":\"http://h/$export?_type=Patient&_since=2020\"}"))
        .isFalse();
    assertThat(JobHook.holdsValues(null)).isFalse();
  }

  @Test
  void settings_are_corrected_once_and_then_hold() {
    JpaStorageSettings settings = new JpaStorageSettings();
    settings.setAllowContainsSearches(true);
    settings.setMassIngestionMode(true);
    assertThat(StorageRules.apply(settings))
        .contains("allowContainsSearches", "massIngestionMode", "resourceServerIdStrategy");
    assertThat(StorageRules.broken(settings)).isEmpty();
    settings.setIndexMissingFields(JpaStorageSettings.IndexEnabledEnum.ENABLED);
    assertThat(StorageRules.broken(settings)).containsExactly("indexMissingFields");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import org.fhirpre.interceptor.stage.TestDatabase;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class ConsentStoryPostgresIT extends ConsentStoryContract {
  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry properties) {
    host(properties);
    properties.add("spring.datasource.url", TestDatabase::hostsPostgresUrl);
  }
}

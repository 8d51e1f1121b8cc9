// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import org.fhirpre.interceptor.stage.TestDatabase;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class BlindSearchPostgresIT extends BlindSearchContract {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", TestDatabase::hostsPostgresUrl);
  }
}

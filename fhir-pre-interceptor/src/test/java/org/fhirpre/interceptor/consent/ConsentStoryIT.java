// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class ConsentStoryIT extends ConsentStoryContract {
  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry properties) {
    host(properties);
    properties.add("spring.datasource.url", () -> "jdbc:h2:mem:story;DB_CLOSE_DELAY=-1");
  }
}

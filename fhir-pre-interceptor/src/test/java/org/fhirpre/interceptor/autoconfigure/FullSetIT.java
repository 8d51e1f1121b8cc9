// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.autoconfigure;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.fhirpre.interceptor.guard.StartVerifier;
import org.fhirpre.interceptor.host.MinimalHost;
import org.fhirpre.interceptor.index.FixedIndexKeys;
import org.fhirpre.interceptor.sealed.MemoryBeans;
import org.fhirpre.interceptor.spi.IndexKeys;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@SpringBootTest(
    classes = {MinimalHost.class, MemoryBeans.class, FullSetIT.IndexAndVerifier.class},
    properties = {
      "fhirpre.enabled=false",
      "spring.datasource.url=jdbc:h2:mem:fullset;DB_CLOSE_DELAY=-1",
      "logging.level.root=WARN"
    },
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class FullSetIT {
  @Autowired StartVerifier verifier;

  /** The rest of the plug-in, its keys fixed. */
  @Configuration(proxyBeanMethods = false)
  @Import({IndexBeans.class, VerifierBeans.class})
  static class IndexAndVerifier {
    @Bean
    IndexKeys indexKeys() {
      return new FixedIndexKeys(List.of(1), "test");
    }
  }

  @Test
  void a_host_with_the_whole_plug_in_passes_the_verifier() {
    assertThatCode(verifier::verify).doesNotThrowAnyException();
  }
}

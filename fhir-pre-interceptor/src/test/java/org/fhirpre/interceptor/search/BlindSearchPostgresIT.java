// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** On PostgreSQL, which lives as long as the JVM: the host's threads outlast the test class. */
class BlindSearchPostgresIT extends BlindSearchContract {

  @DynamicPropertySource
  static void database(DynamicPropertyRegistry properties) {
    properties.add("spring.datasource.url", Holder::url);
  }

  private static final class Holder {
    private static final EmbeddedPostgres POSTGRES = start();

    static String url() {
      return POSTGRES.getJdbcUrl("postgres", "postgres");
    }

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

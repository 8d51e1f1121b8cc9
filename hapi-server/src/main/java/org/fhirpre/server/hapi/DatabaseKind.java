// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.hapi;

import ca.uhn.fhir.jpa.model.dialect.HapiFhirH2Dialect;
import ca.uhn.fhir.jpa.model.dialect.HapiFhirPostgresDialect;
import java.util.Arrays;
import org.hibernate.dialect.Dialect;

/** The databases that this server is tested on; told by the JDBC URL alone. */
public enum DatabaseKind {
  H2("jdbc:h2:", HapiFhirH2Dialect.class),
  POSTGRESQL("jdbc:postgresql:", HapiFhirPostgresDialect.class);

  private final String prefix;
  private final Class<? extends Dialect> dialect;

  DatabaseKind(String prefix, Class<? extends Dialect> dialect) {
    this.prefix = prefix;
    this.dialect = dialect;
  }

  /**
   * @throws IllegalArgumentException if it is another database
   */
  public static DatabaseKind of(String url) {
    return Arrays.stream(values())
        .filter(kind -> url.startsWith(kind.prefix))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "spring.datasource.url must start with jdbc:h2: or jdbc:postgresql:"));
  }

  String dialect() {
    return dialect.getName();
  }
}

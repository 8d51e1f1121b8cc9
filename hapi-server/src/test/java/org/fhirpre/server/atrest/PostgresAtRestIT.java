// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Postgres;
import org.junit.jupiter.api.Test;

/** Heap, indexes, write-ahead log, and PostgreSQL's own log of every statement and bind value. */
class PostgresAtRestIT extends AtRest {
  PostgresAtRestIT() {
    super(Database.POSTGRESQL);
  }

  @Override
  List<Path> databaseFolders() {
    return List.of(Postgres.shared().folder());
  }

  @Test
  void the_scanned_log_of_postgresql_has_the_bind_values() throws IOException {
    try (Stream<Path> logs = Files.list(Postgres.shared().folder().resolve("log"))) {
      assertThat(logs.toList())
          .anySatisfy(
              log ->
                  assertThat(Files.readString(log, StandardCharsets.ISO_8859_1))
                      .containsIgnoringCase("insert into HFJ_RESOURCE")
                      .containsIgnoringCase("parameters: $1 = "));
    }
  }
}

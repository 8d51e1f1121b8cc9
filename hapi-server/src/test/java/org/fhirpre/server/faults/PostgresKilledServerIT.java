// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.util.List;
import java.util.Set;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Postgres;
import org.fhirpre.server.story.Records;
import org.fhirpre.server.story.Rows;
import org.junit.jupiter.api.Test;

/** First the database is killed below a living server, then the server on a living database. */
class PostgresKilledServerIT {
  private static final String QUICK_REFUSAL = "--spring.datasource.hikari.connection-timeout=2000";

  @Test
  void neither_kill_while_many_write_leaves_anything_in_part_or_loses_anything() throws Exception {
    try (Postgres postgres = Postgres.start();
        Deployment server = Deployment.prepare(data -> postgres.newDatabase(), QUICK_REFUSAL)) {
      server.startAgent();
      server.startProcess();
      Story story = Story.on(server);
      Writers writers = new Writers(story);
      writers.start();
      writers.await(12);

      postgres.kill();
      refused_for_want_of_a_database(story);
      postgres.restart();
      writers.await(8);
      assertThat(writers.refusals()).isEqualTo(Set.of(503));

      server.killProcess();
      List<Episode> episodes = writers.stop();
      server.startServer();
      Ledger ledger = new Ledger(story, Rows.of(server), episodes);
      ledger.nothing_is_there_in_part();
      ledger.all_that_was_acknowledged_holds();
    }
  }

  private static void refused_for_want_of_a_database(Story story) {
    List<Response> answers =
        List.of(
            story.reader().get("Patient/" + Records.patient("Nobody").getIdPart()),
            story.reader().get("Observation?code=http://loinc.org|8867-4"),
            story.ehr().put(Records.patient("Nobody")),
            story.reader().get(story.reader().subject() + "/$keys"));
    for (Response answer : answers) {
      answer
          .then()
          .statusCode(503)
          .body("issue[0].details.coding[0].code", equalTo("store-unavailable"));
    }
  }
}

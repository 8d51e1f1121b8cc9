// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.story.Rows;
import org.junit.jupiter.api.Test;

/** H2 lives in the server's process, so both are killed at once. */
class H2KilledServerIT {

  @Test
  void a_kill_while_many_write_leaves_nothing_in_part_and_loses_nothing() throws Exception {
    try (Deployment server = Deployment.prepare(Database.H2::settings)) {
      server.startAgent();
      server.startProcess();
      Story story = Story.on(server);
      Writers writers = new Writers(story);
      writers.start();
      writers.await(12);
      server.killProcess();
      List<Episode> episodes = writers.stop();
      assertThat(writers.refusals()).isEmpty();

      server.startServer();
      Ledger ledger = new Ledger(story, Rows.of(server), episodes);
      ledger.nothing_is_there_in_part();
      ledger.all_that_was_acknowledged_holds();
    }
  }
}

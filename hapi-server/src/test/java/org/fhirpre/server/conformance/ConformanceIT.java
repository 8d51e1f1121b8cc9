// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Published TestScripts in three modes, compared with the committed baselines; {@code
 * -Dfhirpre.conformance=write} writes the baselines anew, {@code
 * -Dfhirpre.conformance.database=POSTGRESQL} compares what PostgreSQL gives.
 */
class ConformanceIT {
  static final String COMMAND =
      "mvn -pl hapi-server -am verify -Dtest=NoUnit -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dit.test=ConformanceIT -Dfailsafe.failIfNoSpecifiedTests=false"
          + " -Dfhirpre.conformance=write";

  private static final boolean WRITE =
      System.getProperty("fhirpre.conformance", "").equals("write");

  private final ModeRuns runs = new ModeRuns(script -> true);

  @TestFactory
  Stream<DynamicTest> every_test_gives_what_the_baseline_says() {
    return Stream.of(Mode.values())
        .map(mode -> DynamicTest.dynamicTest(mode.name(), () -> compare(mode)));
  }

  private void compare(Mode mode) {
    Results now = runs.of(mode);
    if (WRITE) {
      now.write(mode.baseline());
    }
    assertThat(Results.read(mode.baseline()).differences(now))
        .as("if all is as intended, write anew: %s", COMMAND)
        .isEmpty();
    if (mode == Mode.M2) {
      assertThat(runs.told()).as("what somebody without key and grant learnt").isEmpty();
      assertThat(runs.left())
          .as("what is readable in the database or, encoded, in answers")
          .isEmpty();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import org.junit.jupiter.api.Test;

/**
 * Prints what some scripts give in one mode, compared with nothing; never part of a build: {@code
 * -Dit.test=ChosenScripts -Dfhirpre.mode=M1 -Dfhirpre.only=CRUD/update}.
 */
class ChosenScripts {
  @Test
  void run() {
    Mode mode = Mode.valueOf(System.getProperty("fhirpre.mode", "M1"));
    String only = System.getProperty("fhirpre.only", "");
    ModeRuns runs = new ModeRuns(script -> script.contains(only));
    runs.of(mode)
        .byScript()
        .forEach(
            (script, tests) -> {
              System.out.println(script);
              tests.forEach((test, outcome) -> System.out.println("  " + test + ": " + outcome));
            });
    if (mode == Mode.M2) {
      runs.told().forEach(System.out::println);
    }
  }
}

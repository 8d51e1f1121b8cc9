// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What became of one script.
 *
 * @param name folder and file name without its ending, for example {@code CRUD/update}
 * @param script as it was read
 * @param setup empty if the script has none, like {@code teardown}
 */
public record ScriptResult(
    String name,
    JsonNode script,
    Optional<TestResult> setup,
    List<TestResult> tests,
    Optional<TestResult> teardown,
    Instant issued,
    Duration took) {
  public ScriptResult {
    tests = List.copyOf(tests);
  }

  /** The teardown never changes the result. */
  public Result result() {
    return Result.of(judged().map(TestResult::result).toList());
  }

  /** How many tests ended so. */
  public long count(Result result) {
    return tests.stream().filter(test -> test.result() == result).count();
  }

  private Stream<TestResult> judged() {
    return Stream.concat(setup.stream(), tests.stream());
  }
}

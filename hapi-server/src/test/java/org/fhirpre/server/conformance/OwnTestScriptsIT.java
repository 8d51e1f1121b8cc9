// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.testkit.testscript.JUnitReports;
import org.fhirpre.testkit.testscript.ScriptResult;
import org.fhirpre.testkit.testscript.Target;
import org.fhirpre.testkit.testscript.TestReports;
import org.fhirpre.testkit.testscript.TestResult;
import org.fhirpre.testkit.testscript.TestScripts;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The TestScripts that are published in {@code src/test/testscripts}. With {@code
 * -Dfhirpre.testscripts=DIR} those of a folder from outside run too, with the same principals.
 */
class OwnTestScriptsIT {
  private static final Path OWN = Path.of("src/test/testscripts");
  private static final Path REPORTS = Path.of("target/testreports");

  @TestFactory
  Stream<DynamicTest> ours() {
    return tests(OWN, "own");
  }

  @TestFactory
  Stream<DynamicTest> those_from_outside() {
    String folder = System.getProperty("fhirpre.testscripts", "");
    return folder.isEmpty() ? Stream.of() : tests(Path.of(folder), "outside");
  }

  private static Stream<DynamicTest> tests(Path folder, String mode) {
    Target target = Principals.of(Deployment.shared(Database.H2));
    List<ScriptResult> results = TestScripts.in(folder).run(target);
    TestReports.write(results, target, REPORTS.resolve(mode));
    JUnitReports.write(results, REPORTS.resolve(mode));
    System.out.printf(
        "%d TestScripts of %s, %d tests%n",
        results.size(), mode, results.stream().mapToInt(result -> result.tests().size()).sum());
    return results.stream().flatMap(OwnTestScriptsIT::tests);
  }

  private static Stream<DynamicTest> tests(ScriptResult result) {
    return Stream.concat(result.setup().stream(), result.tests().stream())
        .map(
            test ->
                DynamicTest.dynamicTest(
                    result.name() + ": " + test.name(), () -> assertPassed(test)));
  }

  private static void assertPassed(TestResult test) {
    assertThat(test.result().isBad()).as(test.reason()).isFalse();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A collection of TestScripts, to be run against a server.
 *
 * <pre>{@code
 * List<ScriptResult> results = TestScripts.in(folder).run(Target.of(base));
 * TestReports.write(results, target, reports);
 * }</pre>
 */
public final class TestScripts {
  private final List<ScriptFile> scripts;

  private TestScripts(List<ScriptFile> scripts) {
    this.scripts = scripts;
  }

  /**
   * Every JSON file below the folder that is a TestScript.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TestScripts in(Path folder) {
    List<ScriptFile> found =
        Files.isDirectory(folder) ? ScriptFile.below(folder) : List.<ScriptFile>of();
    if (found.isEmpty()) {
      throw new IllegalArgumentException("no TestScript below " + folder);
    }
    return new TestScripts(found);
  }

  /** Those whose name, path without ending, is wanted. */
  public TestScripts only(Predicate<String> wanted) {
    return new TestScripts(scripts.stream().filter(each -> wanted.test(each.name())).toList());
  }

  /** Path below the collection and file name without ending, in order. */
  public List<String> names() {
    return scripts.stream().map(ScriptFile::name).toList();
  }

  /**
   * Runs all, one after the other. <code>${runId}</code> is made here, unless the caller gives it.
   *
   * @throws IllegalStateException if a script has a gate and the server's capabilities are unknown
   */
  public List<ScriptResult> run(Target target) {
    Map<String, String> variables = new HashMap<>(target.variables());
    variables.computeIfAbsent("runId", name -> UUID.randomUUID().toString().substring(0, 8));
    Target told = new Target(target.bases(), target.headers(), variables);
    HttpSender http = new HttpSender();
    Capabilities capabilities = new Capabilities(told, http);
    return scripts.stream()
        .map(script -> new ScriptRun(script, told, capabilities, http).result())
        .toList();
  }
}

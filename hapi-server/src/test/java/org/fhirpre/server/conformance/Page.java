// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fhirpre.testkit.testscript.Result;

/** Writes {@code docs/conformance.md}. */
final class Page {
  static final String COMMAND =
      "mvn -pl hapi-server -am test -Dtest=PageTest -Dsurefire.failIfNoSpecifiedTests=false"
          + " -Dfhirpre.docs=write";

  private static final String HEAD =
      """
      # Published TestScripts, and what they give here

      The build runs 49 [published FHIR TestScripts](../hapi-server/src/test/conformance/README.md) that nobody here wrote: 43 of ignixa-lab and the
      6 examples of the FHIR specification. It runs them in three modes, compares every test with a committed baseline, and fails if one gives
      anything else, better or worse. Baselines and this page are written by

      `%s`

      `%s`

      %s
      In M1 the proxy passes requests on as they are, opens answers, patches by reading, changing and writing, and records for each new Patient a
      Consent that permits all users everything. Nothing that M2 was told contains a text that the scripts had put into sealed resources, nor does any table of its database
      afterwards, in any encoding that the at-rest scan knows. The build runs on H2; with `-Dfhirpre.conformance.database=POSTGRESQL` every test gives the same.
      The suites are Touchstone-*style*; they are not AEGIS Touchstone. How to run them by hand: [howto/testscripts.md](howto/testscripts.md).
      """;

  private final Map<Mode, Results> results;
  private final Map<Mode, Map<String, Map<String, String>>> reasons = new EnumMap<>(Mode.class);

  Page(Map<Mode, Results> results, Differences differences) {
    this.results = results;
    for (Mode mode : List.of(Mode.M1, Mode.M2)) {
      reasons.put(mode, differences.of(mode, of(Mode.M0), of(mode)));
    }
  }

  /** What differs from plain HAPI without anybody's reason. */
  List<String> unexplained() {
    List<String> lines = new ArrayList<>();
    reasons.forEach(
        (mode, scripts) ->
            scripts.forEach(
                (script, tests) ->
                    tests.forEach(
                        (test, why) -> {
                          if (why.isEmpty()) {
                            String now = of(mode).find(script, test).orElseThrow().toString();
                            lines.add(mode + "," + script + "," + test + " -> " + now);
                          }
                        })));
    return lines;
  }

  String text() {
    StringBuilder page = new StringBuilder();
    StringBuilder modes = new StringBuilder("| mode | server |\n|---|---|\n");
    for (Mode mode : Mode.values()) {
      modes.append("| ").append(mode).append(" | ").append(mode.title()).append(" |\n");
    }
    page.append(HEAD.formatted(ConformanceIT.COMMAND, COMMAND, modes));
    numbers(page);
    page.append("\n## Test by test\n");
    page.append("\n`=`: as in M0. A script in which every test is as in M0 stands in one line.\n");
    scripts().forEach(script -> script(script, page));
    return page.toString();
  }

  private void numbers(StringBuilder page) {
    page.append("\n## Numbers\n\n| mode | folder | tests");
    for (Result result : Result.values()) {
      page.append(" | ").append(result.code());
    }
    page.append(" | as M0 |\n|---|---").append("|---".repeat(Result.values().length + 2));
    page.append("|\n");
    for (Mode mode : Mode.values()) {
      folders().forEach(folder -> page.append(numbers(mode, folder, folder + "/")));
      page.append(numbers(mode, "**all**", ""));
    }
  }

  private String numbers(Mode mode, String name, String prefix) {
    List<String> counts = new ArrayList<>();
    for (Result result : Result.values()) {
      long count =
          outcomes(mode, prefix).filter(each -> each.result().equals(result.code())).count();
      counts.add(String.valueOf(count));
    }
    long all = outcomes(mode, prefix).count();
    long different =
        Optional.ofNullable(reasons.get(mode)).orElseGet(Map::of).entrySet().stream()
            .filter(script -> script.getKey().startsWith(prefix))
            .mapToLong(script -> script.getValue().size())
            .sum();
    String row = "| %s | %s | %d | %s | %d |\n";
    return row.formatted(mode, name, all, String.join(" | ", counts), all - different);
  }

  private Stream<Outcome> outcomes(Mode mode, String prefix) {
    return of(mode).byScript().entrySet().stream()
        .filter(script -> script.getKey().startsWith(prefix))
        .flatMap(script -> script.getValue().values().stream());
  }

  private void script(String script, StringBuilder page) {
    page.append("\n### ").append(script).append("\n\n");
    Set<String> tests = new LinkedHashSet<>();
    results.values().forEach(each -> tests.addAll(tests(each, script)));
    boolean same = reasons.values().stream().noneMatch(each -> each.containsKey(script));
    if (same) {
      Map<String, Long> counts = new LinkedHashMap<>();
      tests.forEach(test -> counts.merge(result(Mode.M0, script, test), 1L, Long::sum));
      page.append("M1 and M2 as M0: ").append(tests.size()).append(" tests, ");
      List<String> words = new ArrayList<>();
      counts.forEach((result, count) -> words.add(count + " " + result));
      page.append(String.join(", ", words)).append(".\n");
      return;
    }
    page.append("| test | M0 | M1 | M2 | why not as M0 |\n|---|---|---|---|---|\n");
    tests.forEach(test -> page.append(row(script, test)));
  }

  private String row(String script, String test) {
    String plain = result(Mode.M0, script, test);
    List<String> whys = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    for (Mode mode : List.of(Mode.M1, Mode.M2)) {
      Optional<String> why =
          Optional.ofNullable(reasons.get(mode))
              .map(scripts -> scripts.get(script))
              .map(tests -> tests.get(test));
      cells.add(why.isPresent() ? result(mode, script, test) : "=");
      why.ifPresent(text -> whys.add(mode + ": " + text));
    }
    String row = "| %s | %s | %s | %s |\n";
    return row.formatted(
        test.replace("|", "\\|"), plain, String.join(" | ", cells), String.join("<br>", whys));
  }

  private String result(Mode mode, String script, String test) {
    return of(mode).find(script, test).map(Outcome::result).orElse("–");
  }

  private static Set<String> tests(Results results, String script) {
    return Optional.ofNullable(results.byScript().get(script)).orElseGet(Map::of).keySet();
  }

  private Set<String> scripts() {
    return of(Mode.M0).byScript().keySet();
  }

  private Set<String> folders() {
    Set<String> folders = new LinkedHashSet<>();
    scripts().forEach(script -> folders.add(script.substring(0, script.lastIndexOf('/'))));
    return folders;
  }

  private Results of(Mode mode) {
    return Optional.ofNullable(results.get(mode))
        .orElseThrow(() -> new IllegalStateException(mode + " did not run"));
  }
}

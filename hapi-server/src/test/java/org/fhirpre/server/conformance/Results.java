// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.testkit.testscript.ScriptResult;
import org.fhirpre.testkit.testscript.TestResult;

/**
 * The results of one mode, as they are committed and compared.
 *
 * @param byScript script, then test, both in the order of the suites; a setup that went wrong is a
 *     test called {@code setup}
 */
record Results(Map<String, Map<String, Outcome>> byScript) {
  private static final JsonMapper JSON = new JsonMapper();

  static Results of(List<ScriptResult> scripts, String runId) {
    Map<String, Map<String, Outcome>> byScript = new LinkedHashMap<>();
    for (ScriptResult script : scripts) {
      Map<String, Outcome> tests = new LinkedHashMap<>();
      script
          .setup()
          .filter(setup -> setup.result().isBad())
          .ifPresent(setup -> tests.put("setup", Outcome.of(setup, runId)));
      for (TestResult test : script.tests()) {
        tests.put(free(test.name(), tests), Outcome.of(test, runId));
      }
      byScript.put(script.name(), tests);
    }
    return new Results(byScript);
  }

  private static String free(String name, Map<String, Outcome> taken) {
    String free = name;
    for (int n = 2; taken.containsKey(free); n++) {
      free = name + " (" + n + ")";
    }
    return free;
  }

  static Results read(Path file) {
    Map<String, Map<String, Outcome>> byScript = new LinkedHashMap<>();
    try {
      JsonNode tree = JSON.readTree(Files.readString(file));
      tree.properties().forEach(script -> byScript.put(script.getKey(), tests(script.getValue())));
      return new Results(byScript);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Outcome> tests(JsonNode script) {
    Map<String, Outcome> tests = new LinkedHashMap<>();
    script
        .properties()
        .forEach(test -> tests.put(test.getKey(), Outcome.parse(test.getValue().asText())));
    return tests;
  }

  void write(Path file) {
    ObjectNode tree = JSON.createObjectNode();
    byScript.forEach(
        (script, tests) -> {
          ObjectNode node = tree.putObject(script);
          tests.forEach((test, outcome) -> node.put(test, outcome.toString()));
        });
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, JSON.writer(printer).writeValueAsString(tree) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Outcome> find(String script, String test) {
    return Optional.ofNullable(byScript.get(script)).map(tests -> tests.get(test));
  }

  /** One line for each test that is not the same in both. */
  List<String> differences(Results now) {
    List<String> lines = new ArrayList<>();
    Set<String> scripts = new LinkedHashSet<>(byScript.keySet());
    scripts.addAll(now.byScript.keySet());
    for (String script : scripts) {
      Set<String> tests = new LinkedHashSet<>(byScript.getOrDefault(script, Map.of()).keySet());
      tests.addAll(now.byScript.getOrDefault(script, Map.of()).keySet());
      for (String test : tests) {
        String before = find(script, test).map(Outcome::toString).orElse("absent");
        String after = now.find(script, test).map(Outcome::toString).orElse("absent");
        if (!before.equals(after)) {
          lines.add(
              script + ", " + test + "\n    baseline: " + before + "\n    now:      " + after);
        }
      }
    }
    return lines;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

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
import java.util.regex.Pattern;

/**
 * Why tests give something else than plain HAPI: lines {@code mode,script,test,why} of {@code
 * differences.csv}, in which {@code *} stands for anything. The first line that fits counts.
 */
final class Differences {
  private final List<Line> lines;
  private final Set<Line> used = new LinkedHashSet<>();

  private Differences(List<Line> lines) {
    this.lines = lines;
  }

  private record Line(Mode mode, Pattern script, Pattern test, String why, String text) {
    static Line of(String text) {
      String[] cells = text.split(",", 4);
      if (cells.length < 4) {
        throw new IllegalArgumentException("mode,script,test,why: " + text);
      }
      return new Line(Mode.valueOf(cells[0]), glob(cells[1]), glob(cells[2]), cells[3], text);
    }

    /** A comma in a name is written as {@code *}. */
    private static Pattern glob(String text) {
      List<String> parts = new ArrayList<>();
      for (String part : text.split("\\*", -1)) {
        parts.add(Pattern.quote(part));
      }
      return Pattern.compile(String.join(".*", parts), Pattern.DOTALL);
    }

    boolean fits(Mode asked, String ofScript, String ofTest) {
      return mode == asked && script.matcher(ofScript).matches() && test.matcher(ofTest).matches();
    }
  }

  static Differences read(Path file) {
    try {
      return new Differences(
          Files.readAllLines(file).stream()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(Line::of)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty if nobody has written why. */
  Optional<String> why(Mode mode, String script, String test) {
    Optional<Line> found = lines.stream().filter(line -> line.fits(mode, script, test)).findFirst();
    found.ifPresent(used::add);
    return found.map(Line::why);
  }

  /** Tests of a mode that differ from plain HAPI, and why; an empty text where nobody has told. */
  Map<String, Map<String, String>> of(Mode mode, Results plain, Results results) {
    Map<String, Map<String, String>> reasons = new LinkedHashMap<>();
    results
        .byScript()
        .forEach(
            (script, tests) ->
                tests.forEach(
                    (test, outcome) -> {
                      String base = plain.find(script, test).map(Outcome::result).orElse("");
                      if (!base.equals(outcome.result())) {
                        reasons
                            .computeIfAbsent(script, first -> new LinkedHashMap<>())
                            .put(test, why(mode, script, test).orElse(""));
                      }
                    }));
    return reasons;
  }

  /** Lines that explained nothing so far: outdated. */
  List<String> unused() {
    return lines.stream().filter(line -> !used.contains(line)).map(Line::text).toList();
  }
}

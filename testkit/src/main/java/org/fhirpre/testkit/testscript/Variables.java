// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values in the place of <code>${name}</code>: the caller's, a test's parameter, what a source
 * holds now, the script's default; and <code>${C8}</code> or <code>${D4}</code>, that many random
 * letters or digits, the same in the whole script.
 */
final class Variables {
  private static final Pattern USE = Pattern.compile("\\$\\{([^}]+)}");
  private static final Pattern RANDOM = Pattern.compile("([CD])(\\d{1,3})");
  private static final int MAX_DEPTH = 8;

  private final Sources sources;
  private final Map<String, JsonNode> declared = new HashMap<>();
  private final Map<String, String> given;
  private final SecureRandom random = new SecureRandom();

  Variables(JsonNode script, Sources sources, Map<String, String> given) {
    this.sources = sources;
    this.given = new HashMap<>(given);
    ScriptFile.each(script, "variable").forEach(v -> declared.put(v.path("name").asText(), v));
  }

  /** Sets the parameter of a test that runs once for each of its values. */
  void set(String name, String value) {
    given.put(name, value);
  }

  /** Whether the caller gave it, or the script may have it. */
  boolean knows(String name) {
    return given.containsKey(name) || declared.containsKey(name);
  }

  /**
   * @throws ScriptError that names a variable without a value
   */
  String resolve(String text) {
    return resolve(text, 0);
  }

  private String resolve(String text, int depth) {
    if (depth > MAX_DEPTH) {
      throw new ScriptError("variables stand for each other in a circle");
    }
    Matcher use = USE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (use.find()) {
      String value = resolve(valueOf(use.group(1)), depth + 1);
      use.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return use.appendTail(resolved).toString();
  }

  private String valueOf(String name) {
    return Optional.ofNullable(given.get(name))
        .or(() -> Optional.ofNullable(declared.get(name)).flatMap(this::declaredValue))
        .or(() -> randomValue(name))
        .orElseThrow(() -> new ScriptError("no value for variable " + name));
  }

  private Optional<String> declaredValue(JsonNode variable) {
    return extracted(variable).or(() -> ScriptFile.text(variable, "defaultValue"));
  }

  private Optional<String> extracted(JsonNode variable) {
    Optional<String> source = ScriptFile.text(variable, "sourceId");
    Optional<String> header = ScriptFile.text(variable, "headerField");
    Optional<String> expression =
        ScriptFile.text(variable, "expression")
            .or(() -> ScriptFile.text(variable, "path").map(Paths::toFhirPath));
    if (header.isPresent()) {
      Exchange exchange = source.map(sources::exchange).orElseGet(sources::last);
      return exchange.response().header(header.get());
    }
    return expression.flatMap(
        query ->
            source
                .map(sources::content)
                .orElseGet(() -> sources.last().response().content())
                .evaluate(query)
                .orElse(List.of())
                .stream()
                .findFirst());
  }

  private Optional<String> randomValue(String name) {
    Matcher matcher = RANDOM.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean letters = matcher.group(1).equals("C");
    String value =
        random
            .ints(Integer.parseInt(matcher.group(2)), 0, letters ? 26 : 10)
            .mapToObj(i -> String.valueOf((char) ((letters ? 'a' : '0') + i)))
            .collect(java.util.stream.Collectors.joining());
    given.put(name, value);
    return Optional.of(value);
  }
}

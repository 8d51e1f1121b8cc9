// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a script can point at by an id: its fixtures, and the exchanges that it has had. */
final class Sources {
  private final Map<String, Content> fixtures = new HashMap<>();
  private final Map<String, Exchange> exchanges = new HashMap<>();
  private final Map<String, Exchange> requests = new HashMap<>();
  private final Map<String, String> assignedIds = new HashMap<>();
  private @Nullable Exchange last;

  Sources(ScriptFile script, Optional<String> patient) {
    Fixtures finder = new Fixtures(script, patient);
    ScriptFile.each(script.json(), "fixture")
        .forEach(fixture -> fixtures.put(fixture.path("id").asText(), finder.contentOf(fixture)));
  }

  /** Remembers what an operation gave, under the ids that it names. */
  void keep(JsonNode operation, Exchange exchange) {
    last = exchange;
    ScriptFile.text(operation, "responseId").ifPresent(id -> exchanges.put(id, exchange));
    ScriptFile.text(operation, "requestId").ifPresent(id -> requests.put(id, exchange));
    ScriptFile.text(operation, "sourceId")
        .ifPresent(source -> exchange.assignedId().ifPresent(id -> assignedIds.put(source, id)));
  }

  boolean isFixture(String id) {
    return fixtures.containsKey(id) && !exchanges.containsKey(id);
  }

  Content content(String id) {
    Exchange exchange = exchanges.get(id);
    return exchange == null ? fixture(id) : exchange.response().content();
  }

  /** The resource's id at the server: what the server assigned, else its own. */
  String idOf(String source) {
    return Optional.ofNullable(assignedIds.get(source))
        .or(() -> content(source).id())
        .or(() -> Optional.ofNullable(exchanges.get(source)).flatMap(Exchange::assignedId))
        .orElseThrow(() -> new ScriptError("no id in " + source));
  }

  Exchange exchange(String id) {
    Exchange found = exchanges.containsKey(id) ? exchanges.get(id) : requests.get(id);
    if (found == null) {
      throw new ScriptError("there was no exchange " + id);
    }
    return found;
  }

  boolean hasExchange(String id) {
    return exchanges.containsKey(id);
  }

  Exchange last() {
    Exchange found = last;
    if (found == null) {
      throw new ScriptError("there was no exchange yet");
    }
    return found;
  }

  private Content fixture(String id) {
    Content found = fixtures.get(id);
    if (found == null) {
      throw new ScriptError("no fixture and no response " + id);
    }
    return found;
  }
}

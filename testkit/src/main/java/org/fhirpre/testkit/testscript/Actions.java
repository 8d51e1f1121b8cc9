// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Runs the actions of one test or phase, in order, until one fails. */
final class Actions {
  private static final Duration LONGEST_SCRIPT = Duration.ofMinutes(10);

  private final Sources sources;
  private final Variables variables;
  private final Requests requests;
  private final HttpSender http;
  private final Asserts asserts;
  private final Instant end = Instant.now().plus(LONGEST_SCRIPT);

  Actions(ScriptFile script, Sources sources, Variables variables, Sending sending) {
    this.sources = sources;
    this.variables = variables;
    this.requests = new Requests(sending.target(), sources, variables);
    this.http = sending.http();
    this.asserts = new Asserts(script, sources, variables);
  }

  Variables variables() {
    return variables;
  }

  /** One result for each action that says something; what comes after a failure is skipped. */
  List<ActionResult> run(JsonNode phase) {
    List<JsonNode> actions = ScriptFile.each(phase, "action").toList();
    List<ActionResult> results = new ArrayList<>();
    for (int i = 0; i < actions.size(); i++) {
      if (results.stream().anyMatch(result -> result.result().isBad())) {
        results.add(skippedOne(actions.get(i), "an earlier action failed"));
      } else {
        results.addAll(run(actions, i));
      }
    }
    return results;
  }

  static List<ActionResult> skipped(JsonNode phase, String reason) {
    return ScriptFile.each(phase, "action").map(action -> skippedOne(action, reason)).toList();
  }

  private static ActionResult skippedOne(JsonNode action, String reason) {
    return action.has("assert")
        ? ActionResult.assertion(Result.SKIP, reason)
        : ActionResult.operation(Result.SKIP, reason);
  }

  private List<ActionResult> run(List<JsonNode> actions, int index) {
    JsonNode action = actions.get(index);
    try {
      return action.has("assert")
          ? asserted(actions, index).stream().toList()
          : List.of(operated(action.path("operation")));
    } catch (ScriptError e) {
      String message = String.valueOf(e.getMessage());
      return List.of(
          action.has("assert")
              ? ActionResult.assertion(Result.ERROR, message)
              : ActionResult.operation(Result.ERROR, message));
    }
  }

  private ActionResult operated(JsonNode operation) {
    refuseIfLate();
    Request request = requests.of(operation);
    Optional<JsonNode> wait = Extensions.of(operation, Extensions.WAIT_FOR);
    Response response =
        wait.map(condition -> awaited(request, condition)).orElseGet(() -> http.send(request));
    String code = operation.path("type").path("code").asText();
    sources.keep(operation, new Exchange(code, request, response));
    return ActionResult.operation(Result.PASS, request.summary() + " " + response.status());
  }

  /** Asks again while the answer has the status that means "not yet". */
  private Response awaited(Request request, JsonNode condition) {
    int pending = Integer.parseInt(Extensions.part(condition, "pollingStatusCode"));
    int attempts = Integer.parseInt(Extensions.part(condition, "maxAttempts"));
    long interval = Long.parseLong(Extensions.part(condition, "intervalMs"));
    Response response = http.send(request);
    for (int i = 1; i < attempts && response.status() == pending; i++) {
      refuseIfLate();
      pause(interval);
      response = http.send(request);
    }
    return response;
  }

  private void refuseIfLate() {
    if (Instant.now().isAfter(end)) {
      throw new ScriptError("the script takes longer than " + LONGEST_SCRIPT);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ScriptError("interrupted");
    }
  }

  /** Empty if it does not apply, or if its group is judged at a later member. */
  private Optional<ActionResult> asserted(List<JsonNode> actions, int index) {
    JsonNode assertion = actions.get(index).path("assert");
    Optional<String> group = group(actions.get(index));
    if (group.isEmpty()) {
      return asserts.applies(assertion) ? Optional.of(asserts.judge(assertion)) : Optional.empty();
    }
    List<Integer> members =
        IntStream.range(0, actions.size())
            .filter(i -> group(actions.get(i)).equals(group))
            .boxed()
            .toList();
    if (members.size() < 2) {
      throw new ScriptError("group " + group.get() + " needs at least two members");
    }
    boolean last = index == members.get(members.size() - 1);
    return last
        ? Optional.of(
            anyOf(group.get(), members.stream().map(i -> actions.get(i).path("assert")).toList()))
        : Optional.empty();
  }

  private static Optional<String> group(JsonNode action) {
    return Extensions.text(action.path("assert"), Extensions.ANY_OF);
  }

  /** Warnings of the members do not weaken the group. */
  private ActionResult anyOf(String group, List<JsonNode> members) {
    List<ActionResult> judged =
        members.stream().filter(asserts::applies).map(asserts::judge).toList();
    Optional<ActionResult> passed =
        judged.stream().filter(result -> result.result() == Result.PASS).findFirst();
    String all =
        group
            + ": none of "
            + String.join("; ", judged.stream().map(ActionResult::message).toList());
    return passed.orElseGet(() -> ActionResult.assertion(Result.FAIL, all));
  }

  /** Creates a fixture; by its id if it has one. */
  ActionResult autocreate(String fixture) {
    ObjectNode operation = Content.JSON.createObjectNode();
    boolean named = sources.content(fixture).id().isPresent();
    operation.putObject("type").put("code", named ? "update" : "create");
    operation.put("sourceId", fixture);
    ActionResult sent = unasserted(operation);
    boolean refused = sent.result() == Result.PASS && sources.last().response().status() / 100 != 2;
    return refused ? ActionResult.operation(Result.FAIL, sent.message()) : sent;
  }

  void autodelete(String fixture) {
    ObjectNode operation = Content.JSON.createObjectNode();
    operation.putObject("type").put("code", "delete");
    operation.put("targetId", fixture);
    unasserted(operation);
  }

  private ActionResult unasserted(JsonNode operation) {
    try {
      return operated(operation);
    } catch (ScriptError e) {
      return ActionResult.operation(Result.ERROR, String.valueOf(e.getMessage()));
    }
  }
}

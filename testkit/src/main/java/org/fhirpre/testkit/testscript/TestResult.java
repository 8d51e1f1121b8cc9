// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import java.util.List;

/**
 * What became of a test, of the setup or of the teardown.
 *
 * @param actions in order
 */
public record TestResult(String name, String description, List<ActionResult> actions) {
  public TestResult {
    actions = List.copyOf(actions);
  }

  public Result result() {
    return Result.of(actions.stream().map(ActionResult::result).toList());
  }

  /** Why it is what it is: the message of the first action with the worst result. */
  public String reason() {
    Result worst = result();
    return actions.stream()
        .filter(action -> action.result() == worst)
        .map(ActionResult::message)
        .findFirst()
        .orElse("");
  }
}

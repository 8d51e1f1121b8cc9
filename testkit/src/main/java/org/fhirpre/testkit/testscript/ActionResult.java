// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

/**
 * What became of one operation or assert.
 *
 * @param message for people; names no token and quotes no body
 */
public record ActionResult(Kind kind, Result result, String message) {

  /** The two kinds of action of a TestScript; the names are those of a TestReport. */
  public enum Kind {
    OPERATION("operation"),
    ASSERT("assert");

    private final String element;

    Kind(String element) {
      this.element = element;
    }

    String element() {
      return element;
    }
  }

  static ActionResult operation(Result result, String message) {
    return new ActionResult(Kind.OPERATION, result, message);
  }

  static ActionResult assertion(Result result, String message) {
    return new ActionResult(Kind.ASSERT, result, message);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

/** The script, or the runner's understanding of it, is broken; never a finding about the server. */
final class ScriptError extends RuntimeException {
  ScriptError(String message) {
    super(message);
  }
}

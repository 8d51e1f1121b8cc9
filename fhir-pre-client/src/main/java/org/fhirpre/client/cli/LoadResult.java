// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

/**
 * What became of one file.
 *
 * @param result {@code loaded}, {@code partly} (a batch with failed entries), {@code refused},
 *     {@code failed} (no usable answer), {@code unreadable} or {@code loaded-before}
 * @param status HTTP status, 0 if there was none
 * @param entries entries of the answer
 * @param failedEntries those whose own status is not a success
 * @param millis from sending to the end of the answer
 * @param problem one line, empty if there is none
 */
record LoadResult(
    String file,
    String result,
    int status,
    int entries,
    int failedEntries,
    long millis,
    String problem) {

  int exitStatus() {
    return switch (result) {
      case "loaded", "loaded-before" -> ExitStatus.DONE;
      case "partly", "refused" -> ExitStatus.REFUSED;
      case "unreadable" -> ExitStatus.MISUSE;
      default -> ExitStatus.UNREACHABLE;
    };
  }
}

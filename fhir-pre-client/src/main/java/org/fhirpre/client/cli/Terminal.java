// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command sees of the process around it.
 *
 * @param out standard output: data alone
 * @param err standard error: one line for each thing that a person should know
 * @param environment variables
 * @param console to ask a person; empty if there is none
 * @param interactive whether {@code err} is a terminal, so that a progress bar makes sense
 */
record Terminal(
    PrintWriter out,
    PrintWriter err,
    InputStream in,
    Map<String, String> environment,
    Optional<Console> console,
    boolean interactive) {

  static Terminal ofProcess() {
    return new Terminal(
        writer(System.out),
        writer(System.err),
        System.in,
        System.getenv(),
        Optional.ofNullable(System.console()),
        isTerminal());
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** One line on standard error. */
  void say(String line) {
    err.println("fhirpre: " + line);
    err.flush();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Java cannot tell; Linux does. Elsewhere there is no progress bar. */
  private static boolean isTerminal() {
    Path standardError = Path.of("/proc/self/fd/2");
    try {
      return Files.isSymbolicLink(standardError)
          && Files.readSymbolicLink(standardError).startsWith("/dev/pts");
    } catch (IOException e) {
      return false;
    }
  }
}

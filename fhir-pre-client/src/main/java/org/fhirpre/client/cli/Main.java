// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

/** Entry point of {@code fhirpre.jar}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    // before the first logger: warnings to standard error, nothing to standard output
    System.setProperty("logback.configurationFile", "logback-fhirpre.xml");
    System.exit(FhirPre.commandLine(Terminal.ofProcess()).execute(arguments));
  }
}

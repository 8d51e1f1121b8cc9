// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import picocli.CommandLine.Option;

/** How data is printed. */
final class OutputOptions {
  @Option(
      names = "--format",
      defaultValue = "json",
      description = "json, ndjson or table (default: ${DEFAULT-VALUE}).")
  private Format format = Format.JSON;

  @Option(names = "--quiet", description = "No remarks on standard error; failures still are.")
  private boolean quiet;

  enum Format {
    JSON,
    NDJSON,
    TABLE
  }

  Format format() {
    return format;
  }

  boolean isQuiet() {
    return quiet;
  }

  void remark(Terminal terminal, String line) {
    if (!quiet) {
      terminal.say(line);
    }
  }
}

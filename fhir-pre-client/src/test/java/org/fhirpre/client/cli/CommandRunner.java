// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Runs commands in this JVM with streams of its own. */
final class CommandRunner {
  private final Map<String, String> environment;
  private String input = "";

  CommandRunner(Path home, String passphrase) {
    this.environment = Map.of("FHIRPRE_PASSPHRASE", passphrase, "XDG_STATE_HOME", home.toString());
  }

  /** What a run left behind. */
  record Result(int status, String out, String err) {}

  CommandRunner input(String text) {
    this.input = text;
    return this;
  }

  Result run(Object... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out),
            new PrintWriter(err),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            environment,
            Optional.empty(),
            false);
    String[] texts =
        java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
    int status = FhirPre.commandLine(terminal).execute(texts);
    return new Result(status, out.toString(), err.toString());
  }
}

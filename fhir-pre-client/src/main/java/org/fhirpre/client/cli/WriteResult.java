// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.nio.charset.StandardCharsets;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.json.StrictJson;

/**
 * What became of a write.
 *
 * @param state enforcement state of a Consent, empty for other resources
 */
record WriteResult(int status, String location, String state) {

  static WriteResult of(FhirHttp.Answer answer) {
    return new WriteResult(answer.status(), answer.location().orElse(""), "");
  }

  WriteResult withState(String enforcement) {
    return new WriteResult(status, location, enforcement);
  }

  void print(Terminal terminal, OutputOptions output) {
    if (output.format() == OutputOptions.Format.TABLE) {
      terminal.out().printf("%d %s %s%n", status, location, state);
    } else {
      terminal.out().println(new String(StrictJson.write(this), StandardCharsets.UTF_8));
    }
    terminal.out().flush();
  }
}

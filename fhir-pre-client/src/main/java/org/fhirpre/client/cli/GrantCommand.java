// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.util.concurrent.Callable;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Records a Consent and says whether it is enforced already. */
@Command(name = "grant", description = "Record a Consent; prints its address and its state.")
final class GrantCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A Consent; - for input.")
  private String file = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  GrantCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!(InputFile.resource(file, terminal) instanceof Consent consent)) {
      throw new ClientException.Misuse("not a Consent: " + file);
    }
    FhirHttp http = server.connect(terminal);
    FhirHttp.Answer answer = http.post("Consent", ResourceText.of(consent));
    String id = answer.location().map(at -> new IdType(at).getIdPart()).orElse("");
    String state = id.isEmpty() ? "" : EnforcementState.of(http, "Consent/" + id);
    WriteResult.of(answer).withState(state).print(terminal, output);
    return ExitStatus.DONE;
  }
}

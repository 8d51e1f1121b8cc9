// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Records a Consent and says whether it is enforced already; with the keystore of a patient who
 * holds her keys herself it also makes the grants that the Consent calls for.
 */
@Command(
    name = "grant",
    description = {
      "Record a Consent; prints its address and its state.",
      "With a patient's own keys (--key): shows what is shared, asks, and signs the grants."
    })
final class GrantCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "FILE|Consent/ID",
      description = "A Consent, - for input; or one that is stored, to sign what it calls for.")
  private String consent = "";

  @Option(names = "--yes", description = "Sign without asking.")
  private boolean yes;

  @Option(
      names = "--digest",
      paramLabel = "BASE64",
      description = "Sign only the plan with this digest, as plan showed it.")
  private String digest = "";

  @Option(
      names = "--refuse",
      paramLabel = "ENTRY",
      description = "Say no to an entry of the plan, by its id; may be repeated.")
  private List<String> refused = List.of();

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  GrantCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FhirHttp http = server.connect(terminal);
    WriteResult result =
        PlanSource.isReference(consent)
            ? signed(http, consent, new WriteResult(200, consent, ""))
            : recorded(http);
    result.print(terminal, output);
    return ExitStatus.DONE;
  }

  private WriteResult recorded(FhirHttp http) {
    if (!(InputFile.resource(consent, terminal) instanceof Consent unsaved)) {
      throw new ClientException.Misuse("not a Consent: " + consent);
    }
    FhirHttp.Answer answer = http.post("Consent", ResourceText.of(unsaved));
    String id = answer.location().map(at -> new IdType(at).getIdPart()).orElse("");
    WriteResult result = WriteResult.of(answer);
    if (id.isEmpty()) {
      return result;
    }
    String reference = "Consent/" + id;
    return key.isGiven()
        ? signed(http, reference, result)
        : result.withState(EnforcementState.of(http, reference));
  }

  private WriteResult signed(FhirHttp http, String reference, WriteResult result) {
    PlanSigning signing = new PlanSigning(terminal, key, output);
    PlanSigning.Wish wish = new PlanSigning.Wish(yes, digest, Set.copyOf(refused));
    return result.withState(signing.sign(http, reference, wish));
  }
}

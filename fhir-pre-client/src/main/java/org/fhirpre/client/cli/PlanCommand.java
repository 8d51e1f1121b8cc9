// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.held.PlanCheck;
import org.fhirpre.client.held.PlanWords;
import org.fhirpre.client.held.ReceivedPlan;
import org.fhirpre.client.keystore.Keystore;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows which grants a Consent calls for, or would call for; stores nothing. */
@Command(
    name = "plan",
    description = "Show which grants a Consent calls for; with the patient's keys also check it.")
final class PlanCommand implements Callable<Integer> {
  private final Terminal terminal;

  @picocli.CommandLine.Parameters(
      paramLabel = "Consent/ID|FILE",
      description = "A stored Consent, or one that is not stored yet; - for input.")
  private String consent = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FhirHttp http = server.connect(terminal);
    PlanSource source = new PlanSource(http);
    boolean stored = PlanSource.isReference(consent);
    Parameters answer = stored ? source.of(consent) : preview(source);
    if (stored && key.isGiven()) {
      check(ReceivedPlan.of(answer), http);
    }
    if (output.format() == OutputOptions.Format.TABLE) {
      PlanWords.of(ReceivedPlan.of(answer)).forEach(terminal.out()::println);
    } else {
      terminal.out().println(ResourceText.of(answer));
    }
    terminal.out().flush();
    return ExitStatus.DONE;
  }

  private Parameters preview(PlanSource source) {
    if (!(InputFile.resource(consent, terminal) instanceof Consent unsaved)) {
      throw new ClientException.Misuse("not a Consent: " + consent);
    }
    Parameters request = new Parameters();
    request.addParameter().setName("consent").setResource(unsaved);
    return source.post("Consent/$grant-plan", request);
  }

  private void check(ReceivedPlan plan, FhirHttp http) {
    try (Keystore keystore = key.read(terminal)) {
      new PlanCheck(key.patientOf(keystore, plan.subject().patient()), http)
          .check(plan, consent, Instant.now());
    }
  }
}

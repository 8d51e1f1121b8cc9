// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.Resealer;
import org.fhirpre.client.Resealer.Outcome;
import org.fhirpre.client.json.StrictJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes back unchanged what got labels after it was sealed. */
@Command(
    name = "reseal",
    description = "Have a patient's re-labelled resources sealed under their right keys.")
final class ResealCommand implements Callable<Integer> {
  private static final Pattern PATIENT = Pattern.compile("Patient/[A-Za-z0-9\\-.]{1,64}");

  private final Terminal terminal;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

  @Parameters(paramLabel = "Patient/ID", description = "Whose resources.")
  private String whose = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  ResealCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!PATIENT.matcher(whose).matches()) {
      throw new ClientException.Misuse("not the reference of a Patient");
    }
    key.file();
    FhirHttp http = server.connect(terminal);
    FhirContext context = FhirContext.forR4Cached();
    try (OpeningSession opener = OpeningSession.of(key, terminal, context, http)) {
      new Resealer(http, context, opener).reseal(whose, this::print);
    }
    if (counts.containsKey(Outcome.REFUSED)) {
      return ExitStatus.REFUSED;
    }
    return counts.containsKey(Outcome.NOT_OPENED) ? ExitStatus.NOT_OPENED : ExitStatus.DONE;
  }

  private void print(Resealer.Result result) {
    counts.merge(result.outcome(), 1, Integer::sum);
    if (output.format() == OutputOptions.Format.TABLE) {
      terminal.out().printf("%s %s%n", result.outcome(), result.resource());
    } else {
      terminal.out().println(new String(StrictJson.write(result), StandardCharsets.UTF_8));
    }
    terminal.out().flush();
  }
}

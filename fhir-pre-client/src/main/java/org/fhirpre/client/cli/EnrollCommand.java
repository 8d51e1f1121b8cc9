// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.held.Publication;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.PatientEntry;
import org.hl7.fhir.r4.model.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Makes a patient's root seed in her own keystore and publishes the public side of her keys; later,
 * publishes the keys of the next year.
 */
@Command(
    name = "enroll",
    description = {
      "Hold a patient's keys yourself: makes them in your keystore and publishes the public side.",
      "Run it again once a year, so that there are keys for what will be written."
    })
final class EnrollCommand implements Callable<Integer> {
  private static final Pattern PATIENT = Pattern.compile("Patient/[A-Za-z0-9\\-.]{1,64}");

  private final Terminal terminal;

  @picocli.CommandLine.Parameters(paramLabel = "Patient/ID", description = "Yourself.")
  private String patient = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  EnrollCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!PATIENT.matcher(patient).matches()) {
      throw new ClientException.Misuse("not the reference of a patient");
    }
    FhirHttp http = server.connect(terminal);
    PlanSource source = new PlanSource(http);
    Parameters known = source.post(patient + "/$enroll", Publication.question());
    try (Keystore keystore = keystore()) {
      PatientEntry entry = keystore.patientOrNew(patient);
      Optional<Parameters> request =
          new Publication(keystore, entry, http.base()).following(known, Instant.now());
      request.ifPresent(next -> source.post(patient + "/$enroll", next));
      new KeyPrinter(terminal, output).print(entry);
      return ExitStatus.DONE;
    }
  }

  private Keystore keystore() {
    if (Files.exists(key.file())) {
      return key.open(terminal);
    }
    output.remark(terminal, "making a new keystore at " + key.file());
    return key.create(terminal);
  }
}

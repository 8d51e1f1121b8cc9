// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.held.PublicJwk;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.ReaderEntry;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.Umbral;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.StringType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers a receiving key for a subject, with proof of possession. */
@Command(name = "register", description = "Register your receiving key at the server.")
final class RegisterCommand implements Callable<Integer> {
  private static final Pattern SUBJECT =
      Pattern.compile(
          "(Practitioner|Organization|Device|RelatedPerson|CareTeam|Group|Patient)"
              + "/[A-Za-z0-9\\-.]{1,64}");

  private final Terminal terminal;

  @picocli.CommandLine.Parameters(
      paramLabel = "SUBJECT",
      description = "Whose key it is, such as Practitioner/1.")
  private String subject = "";

  @Option(
      names = "--key-id",
      paramLabel = "HEX",
      description = "Which key, if the keystore holds several.")
  private String keyId = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  RegisterCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!SUBJECT.matcher(subject).matches()) {
      throw new ClientException.Misuse("not the reference of somebody who can have a key");
    }
    try (Keystore keystore = key.open(terminal)) {
      ReaderEntry reader = chosen(keystore);
      FhirHttp http = server.connect(terminal);
      http.post(subject + "/$register-key", request(reader, http.base()));
      keystore.addRegistration(reader, new ReaderEntry.Registration(subject, http.base()));
      new KeyPrinter(terminal, output).print(reader);
      return ExitStatus.DONE;
    }
  }

  private ReaderEntry chosen(Keystore keystore) {
    List<ReaderEntry> candidates =
        keystore.readers().stream()
            .filter(each -> each.key().publicKey().id().toString().startsWith(keyId))
            .toList();
    if (candidates.size() != 1) {
      throw new ClientException.Misuse(
          candidates.isEmpty()
              ? "the keystore holds no such key"
              : "the keystore holds several keys; choose one with --key-id");
    }
    return candidates.get(0);
  }

  private String request(ReaderEntry reader, String base) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    PossessionProof proof =
        PossessionProof.prove(
            reader.key(), RegistrationContext.forSubject(subject, base, now), new SecureRandom());
    String encodedProof = Base64.getUrlEncoder().withoutPadding().encodeToString(proof.toBytes());
    String jwk = PublicJwk.of(reader.key().publicKey()).toJson();
    Parameters parameters = new Parameters();
    parameters.addParameter("suite", new CodeType(Umbral.SUITE_ID));
    parameters.addParameter("role", new CodeType("receiving"));
    parameters.addParameter("key", new StringType(jwk));
    parameters.addParameter("proof", new StringType(encodedProof));
    parameters.addParameter("time", new InstantType(now.toString()));
    return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(parameters);
  }
}

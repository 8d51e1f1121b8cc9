// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.text.ParseException;
import java.util.List;
import java.util.concurrent.Callable;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.SigningKeys;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens a resource or Bundle from a file, as {@code read --raw} printed it. */
@Command(name = "decrypt", description = "Open a resource or Bundle that was saved as received.")
final class DecryptCommand implements Callable<Integer> {
  private final Terminal terminal;

  @picocli.CommandLine.Parameters(paramLabel = "FILE", description = "File, or - for input.")
  private String file = "";

  @Option(
      names = "--signing-keys",
      paramLabel = "FILE",
      description = "Writers' keys that you trust: a JWK set, or a saved answer of $keys.")
  private String signingKeys = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final KeyOptions key = new KeyOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  DecryptCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    FhirContext context = FhirContext.forR4Cached();
    Resource received = InputFile.resource(file, terminal);
    try (OpeningSession opener = OpeningSession.of(key, terminal, context, writers(context))) {
      Resource readable = opener.open(received).resource();
      new ResourcePrinter(context, terminal, output).print(readable);
      return opener.conclude(terminal);
    }
  }

  private SigningKeys writers(FhirContext context) {
    if (!signingKeys.isEmpty()) {
      return SigningKeys.of(fromFile());
    }
    if (!server.isGiven()) {
      throw new ClientException.Misuse(
          "say whose signatures to accept: --signing-keys FILE, or --server to ask it");
    }
    return SigningKeys.ofServer(server.connect(terminal), context);
  }

  private List<OctetKeyPair> fromFile() {
    String text = InputFile.text(signingKeys, terminal);
    if (text.contains("\"resourceType\"")) {
      return InputFile.resource(signingKeys, terminal) instanceof Parameters answer
          ? SigningKeys.fromParameters(answer)
          : List.of();
    }
    try {
      return JWKSet.parse(text).getKeys().stream()
          .filter(OctetKeyPair.class::isInstance)
          .map(OctetKeyPair.class::cast)
          .toList();
    } catch (ParseException e) {
      throw new ClientException.Misuse("not a JWK set: " + signingKeys);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import ca.uhn.fhir.context.FhirContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.client.ResourceOpener;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Sets a Consent inactive, whereupon the server deletes its re-encryption keys. */
@Command(name = "revoke", description = "Set a Consent inactive.")
final class RevokeCommand implements Callable<Integer> {
  private static final Pattern CONSENT = Pattern.compile("Consent/[A-Za-z0-9\\-.]{1,64}");

  private final Terminal terminal;

  @Parameters(paramLabel = "Consent/ID", description = "Which Consent.")
  private String consent = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  RevokeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!CONSENT.matcher(consent).matches()) {
      throw new ClientException.Misuse("not the reference of a Consent");
    }
    FhirHttp http = server.connect(terminal);
    FhirHttp.Answer current = http.get(consent);
    FhirPreClient parser =
        new FhirPreClient(http, FhirContext.forR4Cached(), ResourceOpener.keyless());
    if (!(parser.parse(current.body()) instanceof Consent found)) {
      throw new ClientException.Unreachable("the server's answer is not a Consent");
    }
    found.setStatus(ConsentState.INACTIVE);
    Optional<String> ifMatch =
        Optional.ofNullable(found.getMeta().getVersionId()).map(at -> "W/\"" + at + "\"");
    FhirHttp.Answer answer = http.put(consent, ResourceText.of(found), ifMatch);
    WriteResult.of(answer).withState(EnforcementState.of(http, consent)).print(terminal, output);
    return ExitStatus.DONE;
  }
}

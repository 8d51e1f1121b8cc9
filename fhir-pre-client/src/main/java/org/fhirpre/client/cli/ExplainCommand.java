// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.client.ResourceOpener;
import org.hl7.fhir.r4.model.Parameters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells in words who may see what of a patient's record, and why. */
@Command(name = "explain", description = "Explain who may see what, and why; in words.")
final class ExplainCommand implements Callable<Integer> {
  private static final Pattern PATIENT = Pattern.compile("Patient/[A-Za-z0-9\\-.]{1,64}");

  private final Terminal terminal;

  @picocli.CommandLine.Parameters(paramLabel = "Patient/ID", description = "Whose record.")
  private String patient = "";

  @Option(
      names = "--actor",
      paramLabel = "Type/ID",
      description = "Whose access; else everybody's.")
  private @Nullable String actor;

  @Option(
      names = "--for",
      paramLabel = "CODE",
      description = "Purpose of use to explain, as code of v3-ActReason or system|code.")
  private @Nullable String purpose;

  @Option(names = "--resource", paramLabel = "Type/ID", description = "Access to what.")
  private @Nullable String resource;

  @Option(names = "--type", paramLabel = "TYPE", description = "Instead: type of a resource.")
  private @Nullable String type;

  @Option(names = "--label", paramLabel = "SYSTEM|CODE", description = "Its labels.")
  private List<String> labels = new ArrayList<>();

  @Option(names = "--code", paramLabel = "SYSTEM|CODE", description = "Its codes.")
  private List<String> codes = new ArrayList<>();

  @Option(names = "--effective", paramLabel = "DATE", description = "Its clinical date.")
  private @Nullable String effective;

  @Option(names = "--action", paramLabel = "CODE", description = "access (default), collect, ….")
  private @Nullable String action;

  @Option(names = "--at", paramLabel = "INSTANT", description = "When (default: now).")
  private @Nullable String at;

  @Option(names = "--json", description = "Print the server's Parameters instead of words.")
  private boolean json;

  @Mixin private final ServerOptions server = new ServerOptions();

  ExplainCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    if (!PATIENT.matcher(patient).matches()) {
      throw new ClientException.Misuse("not the reference of a Patient");
    }
    FhirHttp http = server.connect(terminal);
    FhirPreClient client =
        new FhirPreClient(http, FhirContext.forR4Cached(), ResourceOpener.keyless());
    if (!(client.received(patient + "/$explain-access" + query()) instanceof Parameters answer)) {
      throw new ClientException.Unreachable("the server's answer is not Parameters");
    }
    if (json) {
      terminal.out().println(ResourceText.of(answer));
    } else {
      ExplanationText.of(answer).forEach(terminal.out()::println);
    }
    terminal.out().flush();
    return ExitStatus.DONE;
  }

  private String query() {
    List<String> pairs = new ArrayList<>();
    add(pairs, "actor", actor);
    add(pairs, "purpose", purpose);
    add(pairs, "resource", resource);
    add(pairs, "type", type);
    labels.forEach(label -> add(pairs, "label", label));
    codes.forEach(code -> add(pairs, "code", code));
    add(pairs, "effective", effective);
    add(pairs, "action", action);
    add(pairs, "at", at);
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }

  private static void add(List<String> pairs, String name, @Nullable String value) {
    if (value != null) {
      pairs.add(name + "=" + URLEncoder.encode(value, UTF_8));
    }
  }
}

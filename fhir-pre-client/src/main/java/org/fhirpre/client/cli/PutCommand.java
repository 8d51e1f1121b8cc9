// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.hl7.fhir.r4.model.Resource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Stores a readable resource; the server seals it. */
@Command(name = "put", description = "Store a resource under its own id; the server seals it.")
final class PutCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "FILE", description = "A resource with an id; - for input.")
  private String file = "";

  @Option(
      names = "--if-version",
      paramLabel = "N",
      description = "Only if this version is the current one.")
  private String version = "";

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  PutCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Resource resource = InputFile.resource(file, terminal);
    if (!resource.hasIdElement()) {
      throw new ClientException.Misuse("the resource has no id");
    }
    String target = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    Optional<String> ifMatch =
        Optional.of(version).filter(text -> !text.isEmpty()).map(text -> "W/\"" + text + "\"");
    FhirHttp.Answer answer =
        server.connect(terminal).put(target, ResourceText.of(resource), ifMatch);
    WriteResult.of(answer).print(terminal, output);
    return ExitStatus.DONE;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import org.fhirpre.client.ClientException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code fhirpre} itself: lists the others. */
@Command(
    name = "fhirpre",
    description = "Client of a FHIR server that stores sealed records.",
    versionProvider = FhirPre.Version.class,
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT)
final class FhirPre implements Runnable {

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = FhirPre.class.getPackage().getImplementationVersion();
      return new String[] {"fhirpre " + (version == null ? "(not packaged)" : version)};
    }
  }

  @Override
  public void run() {
    throw new ClientException.Misuse("say what to do; fhirpre --help lists the commands");
  }

  static CommandLine commandLine(Terminal terminal) {
    CommandLine root = new CommandLine(new FhirPre());
    root.addSubcommand(new KeygenCommand(terminal));
    root.addSubcommand(new RegisterCommand(terminal));
    root.addSubcommand(new KeysCommand(terminal));
    root.addSubcommand(new ReadCommand(terminal));
    root.addSubcommand(new SearchCommand(terminal));
    root.addSubcommand(new ExportCommand(terminal));
    root.addSubcommand(new DecryptCommand(terminal));
    root.addSubcommand(new InspectCommand(terminal));
    root.addSubcommand(new PutCommand(terminal));
    root.addSubcommand(new EnrollCommand(terminal));
    root.addSubcommand(new PlanCommand(terminal));
    root.addSubcommand(new ResealCommand(terminal));
    root.addSubcommand(new GrantCommand(terminal));
    root.addSubcommand(new RevokeCommand(terminal));
    root.addSubcommand(new ExplainCommand(terminal));
    root.addSubcommand(new LoadCommand(terminal));
    root.addSubcommand(new AgentCommand(terminal));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setOut(terminal.out());
    root.setErr(terminal.err());
    root.setParameterExceptionHandler((failure, arguments) -> misuse(failure, terminal));
    root.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, terminal));
    return root;
  }

  private static int misuse(ParameterException failure, Terminal terminal) {
    terminal.say(String.valueOf(failure.getMessage()).lines().findFirst().orElse("wrong use"));
    return ExitStatus.MISUSE;
  }

  private static int failed(Exception failure, Terminal terminal) {
    if (failure instanceof ClientException expected) {
      terminal.say(String.valueOf(expected.getMessage()));
      return ExitStatus.of(expected);
    }
    // a bug, at the edge of the process: its message might quote a record
    terminal.say("internal error: " + failure.getClass().getName());
    return ExitStatus.UNREACHABLE;
  }
}

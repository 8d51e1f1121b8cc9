// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the runner. */
@Command(
    name = "testscripts",
    mixinStandardHelpOptions = true,
    description = "Runs FHIR R4 TestScripts against a server and writes TestReports and JUnit XML.",
    footer = "Exit status: 0 all passed or skipped, 1 something failed, 2 wrong use, 4 no server.")
public final class RunTestScripts implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int NO_SERVER = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--server",
      required = true,
      description = "FHIR base; given again: the scripts' further destinations")
  private List<URI> servers = new ArrayList<>();

  @Option(names = "--dir", required = true, description = "folder with TestScripts")
  private Path dir = Path.of(".");

  @Option(names = "--report", required = true, description = "folder for the reports")
  private Path report = Path.of(".");

  @Option(names = "--only", description = "run the scripts whose name contains this")
  private String only = "";

  @Option(names = "--header", description = "sent with every request, NAME=VALUE")
  private Map<String, String> headers = new HashMap<>();

  @Option(names = "--variable", description = "a script's variable, NAME=VALUE")
  private Map<String, String> variables = new HashMap<>();

  @Option(
      names = "--variables",
      description = "JSON file of variables; token1 is the bearer token of origin 1")
  private List<Path> variableFiles = new ArrayList<>();

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new RunTestScripts()).execute(arguments));
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    TestScripts scripts;
    Target target;
    try {
      target = new Target(servers, headers, allVariables());
      scripts = TestScripts.in(dir).only(name -> name.contains(only));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    }
    List<ScriptResult> results;
    try {
      results = scripts.run(target);
      TestReports.write(results, target, report);
    } catch (IllegalStateException | ScriptError e) {
      spec.commandLine().getErr().println(e.getMessage());
      return NO_SERVER;
    }
    JUnitReports.write(results, report);
    results.forEach(result -> print(out, result));
    print(out, results);
    out.flush();
    return results.stream().anyMatch(result -> result.result().isBad()) ? FAILED : 0;
  }

  private Map<String, String> allVariables() {
    Map<String, String> all = new HashMap<>();
    for (Path file : variableFiles) {
      JsonNode tree =
          ScriptFile.tree(file)
              .orElseThrow(() -> new IllegalArgumentException(file + " holds no JSON"));
      tree.properties().forEach(entry -> all.put(entry.getKey(), entry.getValue().asText()));
    }
    all.putAll(variables);
    return all;
  }

  private static void print(PrintWriter out, ScriptResult result) {
    out.printf("%-7s %s%n", result.result().code(), result.name());
    result.setup().filter(each -> each.result().isBad()).ifPresent(each -> print(out, each));
    result.tests().stream().filter(each -> each.result().isBad()).forEach(each -> print(out, each));
  }

  private static void print(PrintWriter out, TestResult test) {
    out.printf("  %-5s %s%n        %s%n", test.result().code(), test.name(), test.reason());
  }

  private static void print(PrintWriter out, List<ScriptResult> results) {
    List<String> counts = new ArrayList<>();
    for (Result each : Result.values()) {
      long count = results.stream().mapToLong(result -> result.count(each)).sum();
      counts.add(count + " " + each.code());
    }
    out.printf("%d scripts: %s%n", results.size(), String.join(", ", counts));
  }
}

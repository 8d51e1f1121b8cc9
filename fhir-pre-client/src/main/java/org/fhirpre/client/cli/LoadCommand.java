// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Posts transaction or batch Bundles, one after the other, and goes on where it stopped. */
@Command(name = "load", description = "Post Bundles from files (plain or gzip); resumes.")
final class LoadCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      paramLabel = "DIR|FILE",
      arity = "1..*",
      description = "Bundles, or folders of them: hospitals, then practitioners, then the rest.")
  private List<Path> sources = new ArrayList<>();

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Remembers what was loaded where (default: below ~/.local/state/fhirpre).")
  private @Nullable Path state;

  @Option(names = "--again", description = "Load also what was loaded before.")
  private boolean again;

  @Mixin private final ServerOptions server = new ServerOptions();
  @Mixin private final OutputOptions output = new OutputOptions();

  LoadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<Path> files = files();
    FhirHttp http = server.connect(terminal);
    LoadState done = LoadState.of(state, terminal, http);
    BundlePoster poster = new BundlePoster(http, terminal);
    LoadReport report = new LoadReport(terminal, output);
    Progress progress = new Progress(terminal, output, files.size());
    for (Path file : files) {
      progress.at(file.getFileName().toString());
      LoadResult result =
          again || !done.contains(file) ? loaded(poster, file, done) : skipped(file);
      progress.clear();
      report.add(result);
      progress.step();
    }
    progress.clear();
    return report.conclude();
  }

  private static LoadResult loaded(BundlePoster poster, Path file, LoadState done) {
    LoadResult result = poster.post(file);
    if (result.exitStatus() == ExitStatus.DONE) {
      done.add(file);
    }
    return result;
  }

  private static LoadResult skipped(Path file) {
    return new LoadResult(file.getFileName().toString(), "loaded-before", 0, 0, 0, 0, "");
  }

  private List<Path> files() {
    List<Path> found = new ArrayList<>();
    for (Path source : sources) {
      if (Files.isDirectory(source)) {
        found.addAll(bundlesIn(source));
      } else if (Files.isReadable(source)) {
        found.add(source);
      } else {
        throw new ClientException.Misuse("cannot read " + source);
      }
    }
    found.sort(Comparator.comparingInt(LoadCommand::rank).thenComparing(LoadCommand::name));
    return found;
  }

  private static List<Path> bundlesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> name(file).endsWith(".json") || name(file).endsWith(".json.gz"))
          .toList();
    } catch (IOException e) {
      throw new ClientException.Misuse("cannot read " + folder);
    }
  }

  /** What others refer to comes first. */
  private static int rank(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    return name.contains("hospital") ? 0 : name.contains("practitioner") ? 1 : 2;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one run measures, from the command line.
 *
 * @param result file to write
 * @param database {@code postgres}, for which the targets hold, or {@code h2}
 * @param plain a server that runs already, instead of starting one
 * @param sealed likewise
 * @param amounts how much of everything
 */
record Settings(
    Path result,
    String database,
    Optional<Running> plain,
    Optional<Running> sealed,
    Amounts amounts) {

  /**
   * A server that somebody else started.
   *
   * @param clients its file of demo clients; without one requests carry no token
   */
  record Running(URI base, Optional<Path> clients) {}

  /**
   * How much.
   *
   * @param bundles sample patients, the smallest first; a large one takes a window for itself
   * @param window length of one measurement of one operation on the slower server
   * @param warmUps windows before the first round
   */
  record Amounts(
      int patients,
      int observations,
      int bundles,
      int threads,
      int rounds,
      int warmUps,
      Duration window) {
    static final Amounts FULL = new Amounts(100, 50, 11, 4, 8, 6, Duration.ofSeconds(10));
    static final Amounts QUICK = new Amounts(5, 20, 2, 2, 5, 3, Duration.ofSeconds(1));
  }

  private static final Set<String> NAMES =
      Set.of(
          "db",
          "plain",
          "plain-clients",
          "sealed",
          "sealed-clients",
          "patients",
          "rounds",
          "seconds");

  /**
   * @param args the file to write, then options {@code --quick}, {@code --db h2|postgres}, {@code
   *     --patients N}, {@code --rounds N}, {@code --seconds N}, and for running servers {@code
   *     --plain URL}, {@code --plain-clients FILE}, {@code --sealed URL}, {@code --sealed-clients
   *     FILE}
   * @throws IllegalArgumentException naming what is wrong
   */
  static Settings parse(List<String> args) {
    Map<String, String> values = new HashMap<>();
    boolean quick = args.contains("--quick");
    List<String> options =
        args.subList(1, args.size()).stream().filter(arg -> !arg.equals("--quick")).toList();
    for (int i = 0; i + 1 < options.size(); i += 2) {
      values.put(options.get(i).replaceFirst("^--", ""), options.get(i + 1));
    }
    if (options.size() % 2 != 0 || !NAMES.containsAll(values.keySet())) {
      throw new IllegalArgumentException("unknown option among " + options);
    }
    String database = values.getOrDefault("db", Database.POSTGRES);
    if (!Set.of(Database.POSTGRES, Database.H2).contains(database)) {
      throw new IllegalArgumentException("--db is h2 or postgres, not " + database);
    }
    if (values.containsKey("plain") != values.containsKey("sealed")) {
      throw new IllegalArgumentException("--plain and --sealed go together");
    }
    return new Settings(
        Path.of(args.get(0)),
        database,
        running(values, "plain"),
        running(values, "sealed"),
        amounts(values, quick ? Amounts.QUICK : Amounts.FULL));
  }

  private static Optional<Running> running(Map<String, String> values, String which) {
    Optional<Path> clients = Optional.ofNullable(values.get(which + "-clients")).map(Path::of);
    return Optional.ofNullable(values.get(which)).map(url -> new Running(URI.create(url), clients));
  }

  private static Amounts amounts(Map<String, String> values, Amounts usual) {
    return new Amounts(
        number(values, "patients", usual.patients()),
        usual.observations(),
        usual.bundles(),
        usual.threads(),
        number(values, "rounds", usual.rounds()),
        usual.warmUps(),
        Duration.ofSeconds(number(values, "seconds", Math.toIntExact(usual.window().toSeconds()))));
  }

  private static int number(Map<String, String> values, String name, int usual) {
    return Integer.parseInt(values.getOrDefault(name, Integer.toString(usual)));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fhirpre.bench.Figure;
import org.fhirpre.crypto.Backend;
import org.fhirpre.crypto.SecretMultiplication;

/**
 * Other implementations, as separate processes, from a folder into which the operator has installed
 * them: {@value #FOLDER} names it. They are copyleft and never dependencies of ours.
 */
final class Peers {
  private static final String FOLDER = "FHIRPRE_BENCH_PEERS";
  private static final Path SCRIPT = Path.of("benchmarks", "src", "main", "node", "peers.mjs");

  /** Their operation, and the one of ours that does the same. */
  private static final Map<String, String> OURS =
      Map.of(
          "key pair", "keyPair",
          "encrypt", "encapsulate",
          "re-encryption key", "delegate",
          "transform", "transform",
          "transform with proof", "transformWithProof",
          "open at 1 hop", "openColdOne",
          "open at 2 hops", "openColdTwo",
          "open at 3 hops", "openColdThree");

  private final Optional<Path> folder;
  private final Map<String, Map<String, Double>> times = new TreeMap<>();

  private Peers(Optional<Path> folder) {
    this.folder = folder;
  }

  static Peers fromEnvironment() {
    return new Peers(Optional.ofNullable(System.getenv(FOLDER)).map(Path::of));
  }

  /** One round, the minimum of all rounds counts. */
  void measure() throws IOException {
    if (folder.isEmpty()) {
      return;
    }
    Process node =
        new ProcessBuilder("node", SCRIPT.toString(), folder.get().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    ObjectMapper json = new ObjectMapper();
    for (String line : new String(node.getInputStream().readAllBytes(), UTF_8).lines().toList()) {
      JsonNode figure = json.readTree(line);
      times
          .computeIfAbsent(figure.path("peer").asText(), peer -> new TreeMap<>())
          .merge(figure.path("op").asText(), figure.path("us").asDouble(), Math::min);
    }
  }

  /** Their times in ours of the same run on libsecp256k1, protected. */
  List<Figure> figures(CoreRun run) {
    Variant ours = new Variant(Backend.LIBSECP256K1, SecretMultiplication.PROTECTED);
    List<Figure> figures = new ArrayList<>();
    times.forEach(
        (peer, operations) ->
            operations.forEach(
                (operation, time) -> {
                  String same = OURS.getOrDefault(operation, operation);
                  double reference = run.time(ours, same);
                  figures.add(
                      new Figure(
                          operation,
                          peer,
                          time,
                          "us",
                          reference,
                          time / reference,
                          "ours: " + same + ", " + ours.label()));
                }));
    return figures;
  }

  String legend() {
    return folder.isEmpty()
        ? "peers: not measured, " + FOLDER + " names no folder with them\n"
        : """
          peers: umbral-pre has one hop and always makes a proof. recrypt is WASM on 32-bit limbs of a
          pairing group; it resists the collusion of proxy and reader, which this suite does not.
          """;
  }
}

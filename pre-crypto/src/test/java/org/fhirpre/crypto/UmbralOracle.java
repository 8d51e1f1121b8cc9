// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The npm package {@code @nucypher/umbral-pre} as a separate process. It is copyleft and never a
 * dependency: the operator installs it in a folder that {@value #FOLDER} names.
 */
final class UmbralOracle implements AutoCloseable {
  private static final String FOLDER = "FHIRPRE_UMBRAL_ORACLE";
  private static final Path SCRIPT = Path.of("src", "test", "node", "umbral-oracle.cjs");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private UmbralOracle(Process process) {
    this.process = process;
    this.requests = process.outputWriter(UTF_8);
    this.answers = process.inputReader(UTF_8);
  }

  /** Why there is none; empty if {@link #start} works. */
  static Optional<String> absence() {
    String folder = System.getenv(FOLDER);
    if (folder == null) {
      return Optional.of(FOLDER + " names no folder with @nucypher/umbral-pre");
    }
    if (!Files.isDirectory(Path.of(folder, "node_modules", "@nucypher", "umbral-pre"))) {
      return Optional.of("@nucypher/umbral-pre is not installed in " + FOLDER);
    }
    try {
      new ProcessBuilder("node", "--version").start().destroy();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("there is no node");
    }
  }

  static UmbralOracle start() throws IOException {
    return new UmbralOracle(
        new ProcessBuilder("node", SCRIPT.toString(), System.getenv(FOLDER))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Byte arrays go out and come back as hex. */
  Vector call(String op, Map<String, ?> fields) {
    var request = JSON.createObjectNode().put("op", op);
    fields.forEach((name, value) -> request.set(name, JSON.valueToTree(hex(value))));
    try {
      requests.write(request.toString());
      requests.newLine();
      requests.flush();
      JsonNode answer = JSON.readTree(answers.readLine());
      assertThat(answer.path("error").asText()).as(op).isEmpty();
      return new Vector(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object hex(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    return value instanceof List<?> list ? list.stream().map(UmbralOracle::hex).toList() : value;
  }

  @Override
  public void close() {
    process.destroy();
  }
}

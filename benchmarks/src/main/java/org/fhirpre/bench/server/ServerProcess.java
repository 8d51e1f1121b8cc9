// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A started process that answers HTTP. */
final class ServerProcess implements Closeable {

  /** A server's start takes half a minute, and minutes on a busy machine. */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private static final Duration ANSWER = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** What to run; the environment is added to this process's own. */
  record Command(List<String> words, Map<String, String> environment) {

    /** The Java that runs the bench. */
    static Command java(String... arguments) {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      return new Command(List.of(java), Map.of()).with(arguments);
    }

    Command with(String... more) {
      return new Command(Stream.concat(words.stream(), Stream.of(more)).toList(), environment);
    }

    Command in(Map<String, String> added) {
      return new Command(words, added);
    }
  }

  /**
   * Starts a command.
   *
   * @param folder its working directory, which is made
   * @param log what it prints
   */
  static ServerProcess start(Command command, Path folder, Path log) throws IOException {
    Files.createDirectories(folder);
    ProcessBuilder builder = new ProcessBuilder(command.words()).directory(folder.toFile());
    builder.environment().putAll(command.environment());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ServerProcess(builder.start(), log);
  }

  /**
   * Waits until the address answers anything.
   *
   * @throws IllegalStateException if the process ends before, or takes too long
   */
  void await(URI address) throws InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(ANSWER).build();
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end) && process.isAlive()) {
      try {
        http.send(request, BodyHandlers.discarding());
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(300);
      }
    }
    String what = process.isAlive() ? "does not answer at " + address : "ended at its start";
    throw new IllegalStateException("a server " + what + "; see " + log);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** At once, without the server's graceful end: what it stored is thrown away. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server with a FHIR base whose answers a test writes. */
final class StubServer implements AutoCloseable {

  /** What it answers to a request. */
  interface Answers {
    Answer to(Received request);
  }

  /** What it received; {@code path} is relative to the base, with the query. */
  record Received(String method, String path, Map<String, String> headers, String body) {}

  record Answer(int status, Map<String, String> headers, String body) {
    static Answer of(int status, String body) {
      return new Answer(status, Map.of("Content-Type", "application/fhir+json"), body);
    }
  }

  static final String METADATA =
      """
      {"resourceType": "CapabilityStatement", "fhirVersion": "4.0.1",
       "software": {"name": "Stub", "version": "1"},
       "rest": [{"mode": "server", "resource": [{"type": "Patient", "updateCreate": true}]}]}
      """;

  private static final String BASE = "^/fhir/?";

  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  private StubServer(HttpServer server) {
    this.server = server;
  }

  /** Everything is answered alike, except {@code metadata}. */
  static StubServer always(int status, String body) {
    return answering(request -> Answer.of(status, body));
  }

  static StubServer answering(Answers answers) {
    try {
      InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      StubServer stub = new StubServer(HttpServer.create(loopback, 0));
      stub.server.createContext("/", exchange -> stub.handle(exchange, answers));
      stub.server.start();
      return stub;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI base() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/fhir");
  }

  /** Without those for {@code metadata}. */
  List<Received> received() {
    return received;
  }

  Received last() {
    return received.get(received.size() - 1);
  }

  private void handle(HttpExchange exchange, Answers answers) throws IOException {
    String path = exchange.getRequestURI().toString();
    Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Received request =
        new Received(exchange.getRequestMethod(), path.replaceFirst(BASE, ""), headers, body);
    Answer answer;
    if (request.path().equals("metadata")) {
      answer = Answer.of(200, METADATA);
    } else {
      received.add(request);
      answer = answers.to(request);
    }
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

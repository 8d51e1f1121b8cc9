// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/** A real HTTP server with prepared answers, which wants the token {@code t0ken}. */
public final class TestFhirServer implements AutoCloseable {
  public static final String TOKEN = "t0ken";

  /** Requests as "METHOD target", with the bodies in the same order. */
  public final List<String> requests = new CopyOnWriteArrayList<>();

  public final List<String> bodies = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final Map<String, Prepared> answers = new LinkedHashMap<>();

  private record Prepared(int status, String body, Map<String, String> headers) {}

  public TestFhirServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/", this::handle);
    server.start();
  }

  public String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public String base() {
    return root() + "/fhir";
  }

  /** Prepares the answer to "METHOD target", target without host. */
  public void answer(String request, int status, String body, String... headers) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Content-Type", "application/fhir+json;charset=utf-8");
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    answers.put(request, new Prepared(status, body, all));
  }

  public void answer(String request, Resource resource) {
    answer(request, 200, TestWard.CONTEXT.newJsonParser().encodeResourceToString(resource));
  }

  /** Publishes the writer's key. */
  public void publish(TestSealer sealer) {
    Parameters keys = new Parameters();
    keys.addParameter("key", new StringType(sealer.signingKey.toPublicJWK().toJSONString()));
    answer("GET /fhir/$keys", keys);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    byte[] received = exchange.getRequestBody().readAllBytes();
    requests.add(request);
    bodies.add(new String(received, StandardCharsets.UTF_8));
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    boolean open = !request.contains("/fhir") || request.contains(".well-known");
    Prepared answer =
        open || ("Bearer " + TOKEN).equals(authorization)
            ? answers.getOrDefault(request, new Prepared(404, "{}", Map.of()))
            : new Prepared(401, "{}", Map.of());
    try (exchange) {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thin proxy before a FHIR server. Addresses of the server become its own, in headers and bodies,
 * so that links lead through it; all else is passed on as it is, unless its {@link Step} does
 * something with it.
 */
public final class Relay implements AutoCloseable {
  /** Of the connection, or made anew for it. */
  private static final Set<String> HOP =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "keep-alive",
          "transfer-encoding",
          "upgrade",
          "accept-encoding");

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int BROKEN = 502;
  private static final int THREADS = 4;

  private final String server;
  private final Step step;
  private final HttpServer listener;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private Relay(URI server, Step step, HttpServer listener) {
    this.server = server.toString();
    this.step = step;
    this.listener = listener;
  }

  /** Starts one on a free port. */
  public static Relay start(URI server, Step step) {
    try {
      InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Relay relay = new Relay(server, step, HttpServer.create(anyPort, 0));
      relay.listener.createContext(server.getPath(), relay::handle);
      relay.listener.setExecutor(relay.threads);
      relay.listener.start();
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The FHIR base that clients use. */
  public URI base() {
    String path = URI.create(server).getPath();
    return URI.create("http://localhost:" + listener.getAddress().getPort() + path);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Answered answer;
    try {
      answer = step.answer(asked(exchange), this::send);
    } catch (RuntimeException e) { // else the client would wait for ever
      answer = new Answered(BROKEN, Map.of(), String.valueOf(e));
    }
    try (exchange) {
      reply(exchange, answer);
    }
  }

  private Asked asked(HttpExchange exchange) throws IOException {
    URI address = exchange.getRequestURI();
    String path = address.getRawPath().substring(URI.create(server).getPath().length());
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new Asked(
        exchange.getRequestMethod().toUpperCase(Locale.ROOT),
        path.replaceFirst("^/", ""),
        toServer(Optional.ofNullable(address.getRawQuery()).orElse("")),
        exchange.getRequestHeaders(),
        toServer(body));
  }

  private Answered send(Asked asked) {
    String query = asked.query().isEmpty() ? "" : "?" + asked.query();
    String path = asked.path().isEmpty() ? "" : "/" + asked.path();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path + query))
            .method(
                asked.method(),
                asked.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(asked.body()));
    asked.headers().entrySet().stream()
        .filter(header -> !HOP.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .forEach(
            header -> header.getValue().forEach(each -> request.header(header.getKey(), each)));
    HttpResponse<byte[]> answer = sent(request.build());
    return Answered.of(answer.statusCode(), answer.headers().map(), answer.body());
  }

  private static HttpResponse<byte[]> sent(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void reply(HttpExchange exchange, Answered answer) throws IOException {
    answer.headers().entrySet().stream()
        .filter(header -> !HOP.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .forEach(
            header -> exchange.getResponseHeaders().put(header.getKey(), here(header.getValue())));
    byte[] body = here(answer.body()).getBytes(StandardCharsets.ISO_8859_1);
    boolean silent = !answer.mayHaveBody() || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), silent || body.length == 0 ? -1 : body.length);
    if (!silent && body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private String toServer(String text) {
    return text.replace(base().toString(), server);
  }

  private List<String> here(List<String> values) {
    return values.stream().map(this::here).toList();
  }

  private String here(String text) {
    return text.replace(server, base().toString());
  }

  @Override
  public void close() {
    listener.stop(0);
    threads.shutdownNow();
  }
}

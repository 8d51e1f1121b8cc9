// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * As much of a FHIR server as the load needs: counts, gives ids, checks that a token comes along.
 */
final class StandInServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer http;
  private final AtomicInteger ids = new AtomicInteger();
  private final List<Integer> observations = new CopyOnWriteArrayList<>();
  private final int hits;

  /** Method and path of every request. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  /**
   * @param hits entries in the answer to every search: the first Observations that it was given
   */
  StandInServer(int hits) throws IOException {
    this.hits = hits;
    this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.setExecutor(Executors.newFixedThreadPool(4));
    http.createContext("/oauth2/token", exchange -> answer(exchange, 200, token()));
    http.createContext("/fhir", this::fhir);
    http.start();
  }

  URI base() {
    return URI.create("http://localhost:" + http.getAddress().getPort() + "/fhir");
  }

  static Path clients(Path folder) throws IOException {
    String client = "{\"client_id\":\"%s\",\"client_secret\":\"s\",\"scope\":\"system/*.cruds\"}";
    List<String> clients =
        List.of(DemoClients.WRITER, DemoClients.READER, DemoClients.ADMIN).stream()
            .map(client::formatted)
            .toList();
    return Files.writeString(
        folder.resolve("demo-clients.json"), "{\"clients\":[" + String.join(",", clients) + "]}");
  }

  private static String token() {
    String claims = "{\"fhirUser\":\"http://localhost/fhir/Practitioner/9\"}";
    String part =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    return "{\"access_token\":\"e30." + part + ".x\",\"expires_in\":300}";
  }

  private void fhir(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    requests.add(exchange.getRequestMethod() + " " + path);
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    if (!authorization.startsWith("Bearer e30.")) {
      answer(exchange, 401, "{}");
    } else if (path.endsWith("/metadata")) {
      answer(exchange, 200, "{\"operation\":[{\"name\":\"register-key\"}]}");
    } else if (body.path("resourceType").asText().equals("Bundle")) {
      answer(exchange, 200, created(body));
    } else if (path.endsWith("/Observation")) {
      answer(exchange, 200, found());
    } else {
      answer(exchange, 200, "");
    }
  }

  private String found() {
    String hit = "{\"resource\":{\"resourceType\":\"Observation\",\"id\":\"%d\"}}";
    return IntStream.range(0, hits)
        .mapToObj(i -> hit.formatted(observations.get(i)))
        .collect(Collectors.joining(",", "{\"entry\":[", "]}"));
  }

  private String created(JsonNode bundle) {
    StringBuilder entries = new StringBuilder();
    for (JsonNode entry : bundle.path("entry")) {
      String type = entry.path("resource").path("resourceType").asText();
      int id = ids.incrementAndGet();
      if (type.equals("Observation")) {
        observations.add(id);
      }
      String location = type + "/" + id + "/_history/1";
      entries.append(entries.isEmpty() ? "" : ",");
      entries.append("{\"response\":{\"location\":\"").append(location).append("\"}}");
    }
    return "{\"resourceType\":\"Bundle\",\"entry\":[" + entries + "]}";
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One FHIR server as the load sees it. Every answer but success ends the run. Thread-safe. */
final class Endpoint {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final int SHOWN_CHARACTERS = 400;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final Map<String, Tokens> tokens = new HashMap<>();

  /**
   * @param base for example {@code http://localhost:8080/fhir}
   * @param clients file of demo clients; without one requests carry no token
   */
  Endpoint(URI base, Optional<Path> clients) throws IOException {
    this.base = base;
    if (clients.isPresent()) {
      DemoClients known = DemoClients.read(clients.get());
      for (String id : new String[] {DemoClients.WRITER, DemoClients.READER, DemoClients.ADMIN}) {
        tokens.put(id, new Tokens(http, base, known.get(id)));
      }
    }
  }

  URI base() {
    return base;
  }

  /** Literal reference of the reader, empty if the server knows no clients. */
  Optional<String> readerReference() {
    Tokens reader = tokens.get(DemoClients.READER);
    try {
      return reader == null ? Optional.empty() : Optional.of(reader.fhirUser());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Body of a read or search by the reader. */
  JsonNode get(String path) {
    return send(DemoClients.READER, request(path).GET());
  }

  /** Body of a create, transaction or operation; empty object if the server returns none. */
  JsonNode post(String client, String path, String body) {
    return send(client, request(path).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  void put(String client, String path, String body) {
    send(client, request(path).PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Whether the server's CapabilityStatement names an operation. */
  boolean offers(String operation) {
    return get("metadata").toString().contains("\"" + operation + "\"");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(path.isEmpty() ? base.toString() : base + "/" + path))
        .timeout(TIMEOUT)
        .header("Accept", "application/fhir+json")
        .header("Content-Type", "application/fhir+json")
        .header("Prefer", "return=minimal");
  }

  private JsonNode send(String client, HttpRequest.Builder request) {
    try {
      Tokens ofClient = tokens.get(client);
      if (ofClient != null) {
        request.header("Authorization", "Bearer " + ofClient.get());
      }
      HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(refusal(client, answer));
      }
      return answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("no answer from " + base, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** All data of a run is synthetic, so the answer may be shown. */
  private static String refusal(String client, HttpResponse<byte[]> answer) {
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    String shown = body.substring(0, Math.min(SHOWN_CHARACTERS, body.length()));
    String what = answer.request().method() + " " + answer.uri() + " by " + client;
    return what + ": status " + answer.statusCode() + " " + shown;
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }
}

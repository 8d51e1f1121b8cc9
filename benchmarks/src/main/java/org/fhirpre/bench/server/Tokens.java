// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Access tokens of one client, by client credentials, renewed before they expire. Thread-safe. */
final class Tokens {

  private static final Duration EARLY = Duration.ofSeconds(60);

  private final HttpClient http;
  private final URI endpoint;
  private final DemoClients.Client client;
  private String token = "";
  private Instant renewAt = Instant.MIN;

  Tokens(HttpClient http, URI base, DemoClients.Client client) {
    this.http = http;
    this.endpoint = base.resolve("/oauth2/token");
    this.client = client;
  }

  synchronized String get() throws IOException, InterruptedException {
    if (Instant.now().isAfter(renewAt)) {
      JsonNode answer = new ObjectMapper().readTree(ask());
      token = answer.path("access_token").asText();
      renewAt = Instant.now().plusSeconds(answer.path("expires_in").asLong(300)).minus(EARLY);
    }
    return token;
  }

  /** Who the token says the client is, for example {@code Practitioner/9}. */
  String fhirUser() throws IOException, InterruptedException {
    String claims = get().split("\\.", -1)[1];
    JsonNode json = new ObjectMapper().readTree(Base64.getUrlDecoder().decode(claims));
    String user = json.path("fhirUser").asText();
    int type = user.lastIndexOf('/', user.lastIndexOf('/') - 1);
    return user.substring(type + 1);
  }

  private byte[] ask() throws IOException, InterruptedException {
    String credentials = client.id() + ":" + client.secret();
    String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    String scope =
        client.scope().isEmpty()
            ? ""
            : "&scope=" + URLEncoder.encode(client.scope(), StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .header("Authorization", "Basic " + basic)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials" + scope))
            .build();
    var answer = http.send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("no token for " + client.id() + ": status " + answer.statusCode());
    }
    return answer.body();
  }
}

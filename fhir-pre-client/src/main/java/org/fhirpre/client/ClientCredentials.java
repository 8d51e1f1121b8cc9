// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fhirpre.client.json.StrictJson;

/**
 * Tokens by the OAuth 2 client credentials grant, asked for anew shortly before they expire.
 *
 * <p>The token endpoint is the one that {@code {base}/.well-known/smart-configuration} names, or
 * {@code /oauth2/token} at the root of the server if that document is absent.
 */
public final class ClientCredentials implements TokenSource {
  private static final Duration EARLY = Duration.ofSeconds(30);
  private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

  private final Wire wire;
  private final URI base;
  private final Client client;
  private Optional<String> token = Optional.empty();
  private Instant renewAt = Instant.MIN;

  /**
   * Who asks, and for what.
   *
   * @param purpose v3-ActReason code, sent as {@code purpose_of_use}
   * @param scope space-separated, sent if present
   */
  public record Client(String id, String secret, Optional<String> purpose, Optional<String> scope) {
    @Override
    public String toString() {
      return "Client[" + id + "]";
    }
  }

  public ClientCredentials(URI base, Client client, Duration timeout) {
    this.wire = new Wire(timeout);
    this.base = base;
    this.client = client;
  }

  @Override
  public synchronized Optional<String> token() {
    if (Instant.now().isAfter(renewAt)) {
      JsonNode answer = ask();
      token = Optional.of(answer.path("access_token").asText());
      Duration lifetime =
          answer.path("expires_in").isNumber()
              ? Duration.ofSeconds(answer.path("expires_in").asLong())
              : DEFAULT_LIFETIME;
      renewAt = Instant.now().plus(lifetime).minus(EARLY);
    }
    return token;
  }

  private JsonNode ask() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    client.scope().ifPresent(scope -> form.put("scope", scope));
    client.purpose().ifPresent(purpose -> form.put("purpose_of_use", purpose));
    String body =
        form.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        wire.request(endpoint())
            .header("Authorization", "Basic " + basic())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<byte[]> answer = wire.send(request);
    if (answer.statusCode() / 100 == 4) {
      throw new ClientException.Refused(
          answer.statusCode(), "the server gave no token to client " + client.id());
    }
    JsonNode json = answer.statusCode() == 200 ? tree(answer.body()) : tree(new byte[0]);
    if (!json.path("access_token").isTextual()) {
      throw new ClientException.Unreachable("the token endpoint does not work");
    }
    return json;
  }

  private URI endpoint() {
    HttpResponse<byte[]> answer =
        wire.send(wire.request(URI.create(base + "/.well-known/smart-configuration")).build());
    if (answer.statusCode() == 200) {
      JsonNode endpoint = tree(answer.body()).path("token_endpoint");
      if (endpoint.isTextual()) {
        return URI.create(endpoint.asText());
      }
    }
    return base.resolve("/oauth2/token");
  }

  private static JsonNode tree(byte[] body) {
    try {
      return StrictJson.tree(body);
    } catch (StrictJson.Malformed e) {
      return MissingNode.getInstance();
    }
  }

  private String basic() {
    String pair = encoded(client.id()) + ":" + encoded(client.secret());
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

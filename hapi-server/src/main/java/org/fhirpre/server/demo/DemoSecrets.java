// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.fhirpre.server.settings.PrivateFile;

/**
 * The demo clients' secrets, random per installation and kept in {@code demo-clients.json} (mode
 * 600): {@code {"clients":[{"client_id","client_secret","fhirUser","scope"}]}}.
 */
public final class DemoSecrets {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int SECRET_BYTES = 24;

  private final Map<String, String> byClient;

  private DemoSecrets(Map<String, String> byClient) {
    this.byClient = Collections.unmodifiableMap(byClient);
  }

  /** Those of the file; missing ones are made, and the file is brought up to date. */
  public static DemoSecrets of(PrivateFile file, SecureRandom random) {
    Map<String, String> secrets = new LinkedHashMap<>();
    JsonNode known = file.read().map(DemoSecrets::parsed).orElseGet(JSON::createObjectNode);
    for (DemoClient client : DemoClient.all()) {
      secrets.put(client.id(), secret(known, client.id(), random));
    }
    file.write(text(secrets));
    return new DemoSecrets(secrets);
  }

  /** Never log it. */
  public String of(DemoClient client) {
    String secret = byClient.get(client.id());
    if (secret == null) {
      throw new IllegalArgumentException("no demo client");
    }
    return secret;
  }

  private static String secret(JsonNode known, String clientId, SecureRandom random) {
    for (JsonNode client : known.path("clients")) {
      String secret = client.path("client_secret").asText();
      if (clientId.equals(client.path("client_id").asText()) && !secret.isEmpty()) {
        return secret;
      }
    }
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("demo-clients.json is damaged; delete it", e);
    }
  }

  private static String text(Map<String, String> secrets) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode clients = root.putArray("clients");
    for (DemoClient client : DemoClient.all()) {
      clients
          .addObject()
          .put("client_id", client.id())
          .put("client_secret", secrets.get(client.id()))
          .put("fhirUser", client.fhirUser())
          .put("scope", String.join(" ", client.scopes()));
    }
    return root.toPrettyString() + "\n";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.json.StrictJson;

/**
 * A file with one secret as text, or the demo server's {@code demo-clients.json}: {@code
 * {"clients":[{"client_id","client_secret",…}]}}.
 */
final class ClientSecretFile {
  private ClientSecretFile() {}

  /**
   * A client's secret.
   *
   * @param scope what the file says the client may ask for
   */
  record Entry(String secret, Optional<String> scope) {
    @Override
    public String toString() {
      return "Entry";
    }
  }

  static Entry read(Path file, String clientId) {
    String text;
    try {
      text = Files.readString(file).strip();
    } catch (IOException e) {
      throw new ClientException.Misuse("cannot read " + file);
    }
    if (!text.startsWith("{")) {
      return new Entry(text, Optional.empty());
    }
    try {
      return listed(StrictJson.tree(text.getBytes(StandardCharsets.UTF_8)), clientId);
    } catch (StrictJson.Malformed e) {
      throw new ClientException.Misuse("not a list of clients: " + file);
    }
  }

  private static Entry listed(JsonNode root, String clientId) {
    for (JsonNode client : root.path("clients")) {
      if (clientId.equals(client.path("client_id").asText())) {
        return new Entry(client.path("client_secret").asText(), scope(client.path("scope")));
      }
    }
    throw new ClientException.Misuse("the file of clients does not list " + clientId);
  }

  private static Optional<String> scope(JsonNode scope) {
    return Optional.of(scope.asText()).filter(text -> !text.isEmpty());
  }
}

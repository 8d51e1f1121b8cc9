// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The clients that a demo server made for itself: {@code {"clients":[{"client_id", …}]}}. */
final class DemoClients {

  /** Writes records. */
  static final String WRITER = "demo-ehr";

  /** Reads them by a grant. */
  static final String READER = "demo-practitioner";

  /** Records Consents and keys. */
  static final String ADMIN = "demo-admin";

  /** One client's credentials; does not print them. */
  record Client(String id, String secret, String scope) {
    @Override
    public String toString() {
      return "Client[" + id + "]";
    }
  }

  private final Map<String, Client> byId = new HashMap<>();

  static DemoClients read(Path file) throws IOException {
    DemoClients clients = new DemoClients();
    for (JsonNode each : new ObjectMapper().readTree(file.toFile()).path("clients")) {
      String id = each.path("client_id").asText();
      String secret = each.path("client_secret").asText();
      clients.byId.put(id, new Client(id, secret, each.path("scope").asText("")));
    }
    return clients;
  }

  Client get(String id) {
    Client client = byId.get(id);
    if (client == null) {
      throw new IllegalStateException("the file of clients does not list " + id);
    }
    return client;
  }
}

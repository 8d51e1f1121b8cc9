// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PractitionerKeys;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;

/** Gives the reader a receiving key; nothing is opened in a run, so the secret is dropped. */
final class ReaderKey {

  private final Endpoint server;
  private final String reader;

  ReaderKey(Endpoint server, String reader) {
    this.server = server;
    this.reader = reader;
  }

  /** Does nothing on a server without the operation: the plain one of a pair. */
  void register() {
    String id = reader.substring(reader.indexOf('/') + 1);
    server.put(DemoClients.WRITER, reader, Resources.practitioner(id));
    if (server.offers("register-key")) {
      // by the administrator, who may also replace the key of an earlier run
      server.post(DemoClients.ADMIN, reader + "/$register-key", parameters());
    }
  }

  private String parameters() {
    SecureRandom random = new SecureRandom();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String base = server.base().toString();
    try (RootSeed seed = RootSeed.random(random);
        PractitionerKeys keys = PractitionerKeys.of(seed);
        TerminalSecretKey key = keys.terminal(0)) {
      RegistrationContext context = RegistrationContext.forSubject(reader, base, now);
      PossessionProof proof = PossessionProof.prove(key, context, random);
      ObjectNode parameters = new ObjectMapper().createObjectNode();
      ArrayNode list = parameters.put("resourceType", "Parameters").putArray("parameter");
      list.addObject().put("name", "suite").put("valueCode", Umbral.SUITE_ID);
      list.addObject().put("name", "role").put("valueCode", "receiving");
      list.addObject().put("name", "key").put("valueString", jwk(key.publicKey()));
      list.addObject().put("name", "proof").put("valueString", base64Url(proof.toBytes()));
      list.addObject().put("name", "time").put("valueInstant", now.toString());
      return parameters.toString();
    }
  }

  private static String jwk(TerminalPublicKey key) {
    return "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"%s\",\"y\":\"%s\"}"
        .formatted(base64Url(key.x()), base64Url(key.y()));
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

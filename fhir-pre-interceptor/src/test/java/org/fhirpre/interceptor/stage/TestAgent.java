// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.KeyFragSigner;
import org.fhirpre.crypto.PatientKeys;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.RootSeed;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.SegmentLabel;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.Umbral;

/** A real key agent in little: the protocol over HTTP, real keys, and ways to misbehave. */
public final class TestAgent implements AutoCloseable {
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What is wrong with it. */
  public enum Mood {
    HONEST,
    DOWN,
    /** Proves other keys than it presents. */
    FALSE_PROOFS,
    /** Grants to another context than it was asked for. */
    WRONG_CONTEXT,
    /** Signs with another patient's key. */
    WRONG_SIGNER,
    /** Answers what was asked for with another entry's edge. */
    SWAPPED,
    /** Makes every second grant. */
    HALF
  }

  private final SecureRandom random = new SecureRandom();
  private final Umbral umbral = Umbral.create(random);
  private final Map<String, PatientKeys> patients = new ConcurrentHashMap<>();
  private final Map<String, byte[]> directories = new ConcurrentHashMap<>();
  private final Map<String, SegmentLabel> labels = new ConcurrentHashMap<>();
  private final HttpServer http;
  private final Path tokenFile;
  private final String token = "token-" + random.nextLong();

  public volatile Mood mood = Mood.HONEST;

  /** Segments that it opened. */
  public final AtomicInteger opened = new AtomicInteger();

  public TestAgent() {
    try {
      this.tokenFile = Files.createTempFile("agent", ".token");
      Files.writeString(tokenFile, token + "\n");
      this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    http.setExecutor(Executors.newFixedThreadPool(4));
    http.createContext("/v1/patients", exchange -> answer(exchange, this::enrol));
    http.createContext("/v1/segments", exchange -> answer(exchange, this::segments));
    http.createContext("/v1/grants", exchange -> answer(exchange, this::grants));
    http.start();
  }

  public URI url() {
    return URI.create("http://localhost:" + http.getAddress().getPort());
  }

  public Path tokenFile() {
    return tokenFile;
  }

  /** The patient's own side: opens what is sealed to a segment. */
  public DelegatorSecretKey secret(String patient, SegmentId segment) {
    return keys(patient).segment(java.util.Objects.requireNonNull(labels.get(segment.toString())));
  }

  /** The patient's own side: a grant to whatever the context says. */
  public GrantEdge delegate(String patient, SegmentId segment, ConsentContext context) {
    try (DelegatorSecretKey key = secret(patient, segment);
        KeyFragSigner signer = keys(patient).keyFragSigner()) {
      return umbral.delegation().delegate(key, signer, GrantTerms.single(context)).get(0);
    }
  }

  private interface Call {
    ObjectNode of(JsonNode request);
  }

  private void answer(HttpExchange exchange, Call call) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      String sent = exchange.getRequestHeaders().getFirst("Authorization");
      if (mood == Mood.DOWN) {
        exchange.sendResponseHeaders(503, -1);
      } else if (!("Bearer " + token).equals(sent)) {
        exchange.sendResponseHeaders(401, -1);
      } else {
        byte[] body = call.of(request).toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private ObjectNode enrol(JsonNode request) {
    String patient = request.get("patient").textValue();
    Instant time = Instant.ofEpochSecond(request.get("time").longValue());
    String proven = mood == Mood.FALSE_PROOFS ? "Patient/somebody-else" : patient;
    try (KeyFragSigner signer = keys(patient).keyFragSigner()) {
      PossessionProof proof =
          PossessionProof.prove(
              signer,
              RegistrationContext.forSubject(proven, request.get("server").textValue(), time),
              random);
      return JSON.createObjectNode()
          .put("patient", patient)
          .put("directory", TEXT.encodeToString(directory(patient)))
          .put("kfragKey", TEXT.encodeToString(signer.verifyingKey().toBytes()))
          .put("possession", TEXT.encodeToString(proof.toBytes()));
    }
  }

  private ObjectNode segments(JsonNode request) {
    String patient = request.get("patient").textValue();
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode made = answer.putArray("segments");
    for (JsonNode wanted : request.get("segments")) {
      opened.incrementAndGet();
      SegmentId id = SegmentId.parse(wanted.get("segment").textValue());
      SegmentLabel label =
          new SegmentLabel(
              wanted.get("facet").textValue(),
              wanted.get("group").textValue(),
              Epoch.parse(wanted.get("epoch").textValue()));
      labels.put(id.toString(), label);
      SegmentId proven = mood == Mood.FALSE_PROOFS ? SegmentId.random(random) : id;
      try (DelegatorSecretKey key = keys(patient).segment(label)) {
        PossessionProof proof =
            PossessionProof.prove(
                key, RegistrationContext.forSegment(directory(patient), proven), random);
        made.addObject()
            .put("segment", id.toString())
            .put("key", TEXT.encodeToString(key.publicKey().toBytes()))
            .put("possession", TEXT.encodeToString(proof.toBytes()));
      }
    }
    return answer;
  }

  private ObjectNode grants(JsonNode request) {
    String patient = request.get("patient").textValue();
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode made = answer.putArray("grants");
    String previous = "";
    int index = 0;
    for (JsonNode entry : request.get("entries")) {
      String edge = edge(patient, entry);
      boolean skipped = mood == Mood.HALF && index++ % 2 == 1;
      if (!skipped) {
        made.addObject()
            .put("entry", entry.get("entry").textValue())
            .put("fragment", mood == Mood.SWAPPED ? previous : edge);
      }
      previous = edge;
    }
    return answer;
  }

  private String edge(String patient, JsonNode entry) {
    SegmentId segment = SegmentId.parse(entry.get("segment").textValue());
    String signing = mood == Mood.WRONG_SIGNER ? "Patient/somebody-else" : patient;
    try (DelegatorSecretKey key = secret(patient, segment);
        KeyFragSigner signer = keys(signing).keyFragSigner()) {
      ConsentContext context =
          ConsentContext.builder()
              .consent(entry.get("consent").textValue())
              .version(entry.get("version").textValue())
              .patient(patient)
              .segment(segment)
              .delegator(key.publicKey())
              .delegatee(
                  TerminalPublicKey.fromBytes(
                      Base64.getUrlDecoder().decode(entry.get("delegatee").textValue())))
              .maxDepth(mood == Mood.WRONG_CONTEXT ? 4 : entry.get("maxDepth").intValue())
              .notBefore(Instant.ofEpochSecond(entry.get("notBefore").longValue()))
              .notAfter(Instant.ofEpochSecond(entry.get("notAfter").longValue()))
              .build();
      return TEXT.encodeToString(
          umbral.delegation().delegate(key, signer, GrantTerms.single(context)).get(0).toBytes());
    }
  }

  private PatientKeys keys(String patient) {
    return patients.computeIfAbsent(
        patient,
        missing -> {
          try (RootSeed seed = RootSeed.random(random)) {
            return PatientKeys.of(seed);
          }
        });
  }

  private byte[] directory(String patient) {
    return directories.computeIfAbsent(
        patient,
        missing -> {
          byte[] id = new byte[RegistrationContext.DIRECTORY_ID_BYTES];
          random.nextBytes(id);
          return id;
        });
  }

  @Override
  public void close() {
    http.stop(0);
  }
}

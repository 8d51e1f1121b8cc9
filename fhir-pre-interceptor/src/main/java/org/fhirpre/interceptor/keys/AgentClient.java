// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.spi.AgentUnavailable;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/**
 * Calls the managed key agent, a process of its own that holds the patients' keys. Answers are
 * bytes: the callers verify them. Source: {@code docs/spec/agent-protocol.md}.
 *
 * <p>Thread safety: called concurrently. Every failure is an {@link AgentUnavailable} that names
 * the step, never content.
 */
public final class AgentClient {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final int OK = 200;
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final Path tokenFile;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param base for example {@code http://localhost:8081}
   * @param tokenFile read at every call, so that a new token needs no restart
   */
  public AgentClient(URI base, Path tokenFile) {
    String text = base.toString();
    this.base = URI.create(text.endsWith("/") ? text : text + "/");
    this.tokenFile = tokenFile;
  }

  /** A patient as her agent presents her, unverified; base64url texts. */
  record Presented(String directory, String kfragKey, String possession) {}

  /** A segment's key, unverified; base64url texts. */
  record PresentedKey(String key, String possession) {}

  /** Makes the agent keep keys for a patient; again is the same. */
  Presented enrol(String patient, String server, Instant time) {
    ObjectNode body = JSON.createObjectNode();
    body.put("patient", patient).put("server", server).put("time", time.getEpochSecond());
    JsonNode answer = post("v1/patients", body, ANSWER);
    return new Presented(
        text(answer, "directory"), text(answer, "kfragKey"), text(answer, "possession"));
  }

  /** Opens one segment. */
  PresentedKey segment(
      String patient, SegmentId id, Facet facet, ClassGroup classGroup, String epoch) {
    ObjectNode body = JSON.createObjectNode();
    body.put("patient", patient);
    body.putArray("segments")
        .addObject()
        .put("segment", id.toString())
        .put("facet", facet.keyLabel())
        .put("group", classGroup.code())
        .put("epoch", epoch);
    JsonNode first = post("v1/segments", body, ANSWER).path("segments").path(0);
    if (!text(first, "segment").equals(id.toString())) {
      throw new AgentUnavailable("it answered for another segment");
    }
    return new PresentedKey(text(first, "key"), text(first, "possession"));
  }

  /**
   * Asks for grants.
   *
   * @param limit how long to wait at most
   * @return base64url of the edges by entry id, unverified; entries may be missing
   */
  public Map<String, String> grants(String patient, List<PlanEntry> entries, Duration limit) {
    ObjectNode body = JSON.createObjectNode();
    body.put("patient", patient);
    ArrayNode wanted = body.putArray("entries");
    entries.forEach(entry -> describe(wanted.addObject(), entry));
    Map<String, String> edges = new HashMap<>();
    for (JsonNode grant : post("v1/grants", body, limit).path("grants")) {
      edges.put(text(grant, "entry"), text(grant, "fragment"));
    }
    return edges;
  }

  private static void describe(ObjectNode json, PlanEntry entry) {
    json.put("entry", entry.id())
        .put("consent", entry.consent().id())
        .put("version", entry.consent().version())
        .put("segment", entry.segment().id().toString())
        .put("delegatee", BASE64URL.encodeToString(entry.granteeKey().toBytes()))
        .put("maxDepth", entry.maxDepth())
        .put("notBefore", entry.notBefore().getEpochSecond())
        .put("notAfter", entry.notAfter().getEpochSecond());
  }

  private JsonNode post(String path, ObjectNode body, Duration limit) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve(path))
              .timeout(limit)
              .header("Authorization", "Bearer " + Files.readString(tokenFile, UTF_8).strip())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      if (answer.statusCode() != OK) {
        throw new AgentUnavailable("it refused with status " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException malformed) {
      throw new AgentUnavailable("its answer is not JSON");
    } catch (IOException failed) {
      throw new AgentUnavailable(failed.getClass().getSimpleName());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AgentUnavailable("interrupted");
    }
  }

  private static String text(JsonNode node, String name) {
    return Optional.ofNullable(node.path(name).textValue())
        .orElseThrow(() -> new AgentUnavailable("its answer lacks " + name));
  }
}

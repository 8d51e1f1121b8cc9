// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fhirpre.server.deployment.Party;

/** Asks one server as one party and follows the pages to their end. Thread-safe. */
final class Asker {
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST_PAGES = 500;
  private static final Pattern SIZE = Pattern.compile("_count=(\\d+)");

  private final String base;
  private final String token;

  Asker(URI base, Party party) {
    this.base = base + "/";
    this.token = party.token();
  }

  /**
   * @param path below the base, with an encoded query
   */
  Answer get(String path) {
    return asked(request(URI.create(base + path)).GET());
  }

  /** The same by POST {@code _search}. */
  Answer post(String path) {
    int mark = path.indexOf('?');
    URI address = URI.create(base + path.substring(0, mark) + "/_search");
    return asked(
        request(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(path.substring(mark + 1))));
  }

  /** Sends a transaction. */
  void load(String bundle) {
    HttpRequest.Builder request = request(URI.create(base)).header("Content-Type", Party.FHIR_JSON);
    HttpResponse<byte[]> answer = send(request.POST(BodyPublishers.ofString(bundle)));
    if (answer.statusCode() != Answer.OK) {
      throw new IllegalStateException(
          "not loaded: "
              + answer.statusCode()
              + " "
              + new String(answer.body(), StandardCharsets.UTF_8));
    }
  }

  private Answer asked(HttpRequest.Builder request) {
    try {
      return pages(request);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof HttpTimeoutException) {
        return new Answer(0, List.of(), "no-answer", -1, true);
      }
      throw e;
    }
  }

  private Answer pages(HttpRequest.Builder first) {
    HttpResponse<byte[]> answer = send(first.timeout(PATIENCE));
    JsonNode page = parsed(answer);
    if (answer.statusCode() != Answer.OK) {
      return new Answer(answer.statusCode(), List.of(), code(page), -1, true);
    }
    int total = page.path("total").asInt(-1);
    List<String> ids = new ArrayList<>();
    boolean full = true;
    for (int n = 0; n < MOST_PAGES; n++) {
      page.path("entry").forEach(entry -> add(ids, entry));
      String next = next(page);
      if (next.isEmpty()) {
        return new Answer(Answer.OK, ids, "", total, full);
      }
      full &= matches(page) == size(next);
      answer = send(request(URI.create(next.replace("|", "%7C"))).timeout(PATIENCE).GET());
      page = parsed(answer);
      if (answer.statusCode() != Answer.OK) {
        return new Answer(answer.statusCode(), ids, code(page), total, full);
      }
    }
    throw new IllegalStateException("pages without end");
  }

  private static long matches(JsonNode page) {
    return page.path("entry").findValuesAsText("mode").stream().filter("match"::equals).count();
  }

  private static long size(String next) {
    Matcher size = SIZE.matcher(next);
    if (!size.find()) {
      throw new IllegalStateException("a page without a size");
    }
    return Long.parseLong(size.group(1));
  }

  private static void add(List<String> ids, JsonNode entry) {
    JsonNode resource = entry.path("resource");
    if (!entry.at("/search/mode").asText().equals("outcome")) {
      ids.add(resource.path("resourceType").asText() + "/" + resource.path("id").asText());
    }
  }

  private static String next(JsonNode page) {
    for (JsonNode link : page.path("link")) {
      if (link.path("relation").asText().equals("next")) {
        return link.path("url").asText();
      }
    }
    return "";
  }

  private static String code(JsonNode outcome) {
    return outcome.at("/issue/0/details/coding/0/code").asText();
  }

  private HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address)
        .header("Accept", Party.FHIR_JSON)
        .header("Authorization", "Bearer " + token);
  }

  private static JsonNode parsed(HttpResponse<byte[]> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON from " + answer.uri(), e);
    }
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

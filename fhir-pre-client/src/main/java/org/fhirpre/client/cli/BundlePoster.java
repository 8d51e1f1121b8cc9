// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.fhirpre.client.ClientException;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.json.StrictJson;

/** Posts one Bundle. It is sent as it is in the file; only its type is looked at. */
final class BundlePoster {
  private static final Set<String> TYPES = Set.of("transaction", "batch");

  private final FhirHttp http;
  private final Terminal terminal;

  BundlePoster(FhirHttp http, Terminal terminal) {
    this.http = http;
    this.terminal = terminal;
  }

  LoadResult post(Path file) {
    String name = file.getFileName().toString();
    long start = System.nanoTime();
    try {
      String json = bundle(file);
      FhirHttp.Answer answer = http.post("", json);
      return counted(name, answer, millisSince(start));
    } catch (ClientException.Refused e) {
      return failure(name, "refused", e.status(), start, e);
    } catch (ClientException.Misuse e) {
      return failure(name, "unreadable", 0, start, e);
    } catch (ClientException e) {
      return failure(name, "failed", 0, start, e);
    }
  }

  private String bundle(Path file) {
    byte[] bytes = InputFile.bytes(file.toString(), terminal);
    JsonNode root;
    try {
      root = StrictJson.tree(bytes);
    } catch (StrictJson.Malformed e) {
      throw new ClientException.Misuse("not JSON");
    }
    if (!root.path("resourceType").asText().equals("Bundle")
        || !TYPES.contains(root.path("type").asText())) {
      throw new ClientException.Misuse("not a transaction or batch Bundle");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static LoadResult counted(String name, FhirHttp.Answer answer, long millis) {
    JsonNode entries;
    try {
      entries = StrictJson.tree(answer.body().getBytes(StandardCharsets.UTF_8)).path("entry");
    } catch (StrictJson.Malformed e) {
      return new LoadResult(
          name, "failed", answer.status(), 0, 0, millis, "the answer is not JSON");
    }
    int failed = 0;
    for (JsonNode entry : entries) {
      failed += entry.path("response").path("status").asText().startsWith("2") ? 0 : 1;
    }
    String result = failed == 0 ? "loaded" : "partly";
    return new LoadResult(name, result, answer.status(), entries.size(), failed, millis, "");
  }

  private static LoadResult failure(
      String name, String result, int status, long start, ClientException why) {
    String problem = String.valueOf(why.getMessage());
    return new LoadResult(name, result, status, 0, 0, millisSince(start), problem);
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** HTTP with time limits and without redirects, since a redirect would carry the token along. */
final class Wire {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final Duration timeout;

  Wire(Duration timeout) {
    this.timeout = timeout;
  }

  HttpRequest.Builder request(URI target) {
    return HttpRequest.newBuilder(target).timeout(timeout);
  }

  HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new ClientException.Unreachable(
          "no answer from " + request.uri().getHost() + " (" + e.getClass().getSimpleName() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClientException.Unreachable("interrupted");
    }
  }
}

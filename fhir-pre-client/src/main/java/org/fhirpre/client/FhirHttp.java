// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * FHIR's REST interface at one base address, as JSON bytes. The token goes to addresses below the
 * base and nowhere else. Thread-safe.
 */
public final class FhirHttp {
  private static final String FHIR_JSON = "application/fhir+json";

  private final String base;
  private final TokenSource tokens;
  private final Wire wire;

  /**
   * @param timeout for one request, from sending to the end of the answer
   * @throws ClientException.Misuse if the base is not an absolute http or https address
   */
  public FhirHttp(URI base, TokenSource tokens, Duration timeout) {
    this.base = normalized(base).toString();
    this.tokens = tokens;
    this.wire = new Wire(timeout);
  }

  /** An answer with a status below 400. */
  public record Answer(
      int status,
      String body,
      Optional<String> location,
      Optional<String> contentLocation,
      Optional<String> etag) {}

  /** Without the slash at its end: the form that proofs of possession are bound to. */
  public static URI normalized(URI base) {
    boolean usable =
        base.isAbsolute()
            && base.getHost() != null
            && (base.getScheme().equals("https") || base.getScheme().equals("http"))
            && base.getQuery() == null
            && base.getFragment() == null;
    if (!usable) {
      throw new ClientException.Misuse("the server address is not an http(s) base address");
    }
    return URI.create(base.toString().replaceAll("/+$", ""));
  }

  public String base() {
    return base;
  }

  /**
   * @param query relative to the base, or an absolute address below it; characters that an address
   *     may not have are escaped
   * @throws ClientException.Refused if the server says no
   * @throws ClientException.Unreachable if there is no usable answer
   */
  public Answer get(String query) {
    return get(query, FHIR_JSON);
  }

  /** As {@link #get}, of another type than JSON. */
  public Answer get(String query, String accept) {
    return send(request(query).setHeader("Accept", accept).GET().build());
  }

  /** As {@link #get}, of what takes a while; where its state is told, if the server says so. */
  public Optional<String> begin(String query) {
    HttpRequest request = request(query).header("Prefer", "respond-async").GET().build();
    return send(request).contentLocation();
  }

  /** As {@link #get}, with a resource as JSON to create, or parameters of an operation. */
  public Answer post(String query, String json) {
    return send(request(query).POST(BodyPublishers.ofString(json)).build());
  }

  /**
   * As {@link #get}, with a resource as JSON to store.
   *
   * @param ifMatch the version that must be the current one, as ETag
   */
  public Answer put(String query, String json, Optional<String> ifMatch) {
    HttpRequest.Builder request = request(query).PUT(BodyPublishers.ofString(json));
    ifMatch.ifPresent(etag -> request.header("If-Match", etag));
    return send(request.build());
  }

  private HttpRequest.Builder request(String query) {
    HttpRequest.Builder request =
        wire.request(target(query))
            .header("Accept", FHIR_JSON)
            .header("Content-Type", FHIR_JSON + "; charset=utf-8");
    tokens.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private Answer send(HttpRequest request) {
    HttpResponse<byte[]> received = wire.send(request);
    int status = received.statusCode();
    String body = new String(received.body(), StandardCharsets.UTF_8);
    if (status >= 500 || status == 429) {
      throw new ClientException.Unreachable("the server answered " + status + Diagnostics.of(body));
    }
    if (status >= 300 && status != 304) {
      throw new ClientException.Refused(
          status, "the server answered " + status + Diagnostics.of(body));
    }
    return new Answer(
        status,
        body,
        received.headers().firstValue("Location"),
        received.headers().firstValue("Content-Location"),
        received.headers().firstValue("ETag"));
  }

  private URI target(String query) {
    String escaped = escaped(query);
    boolean absolute = escaped.startsWith("http://") || escaped.startsWith("https://");
    String address = absolute ? escaped : base + separator(escaped) + escaped;
    boolean below =
        address.equals(base) || address.startsWith(base + "/") || address.startsWith(base + "?");
    try {
      URI target = new URI(address);
      if (below && target.normalize().toString().startsWith(base)) {
        return target;
      }
    } catch (URISyntaxException e) {
      throw new ClientException.Misuse("the query is not a valid address");
    }
    throw new ClientException.Misuse("the address is not below the server's base address");
  }

  private static String separator(String query) {
    return query.isEmpty() || query.startsWith("/") || query.startsWith("?") ? "" : "/";
  }

  private static String escaped(String query) {
    StringBuilder address = new StringBuilder();
    for (byte each : query.getBytes(StandardCharsets.UTF_8)) {
      int unsigned = Byte.toUnsignedInt(each);
      boolean allowed = unsigned > ' ' && unsigned < 0x7f && "\"<>\\^`{|}".indexOf(unsigned) < 0;
      address.append(allowed ? String.valueOf((char) unsigned) : String.format("%%%02X", unsigned));
    }
    return address.toString();
  }
}

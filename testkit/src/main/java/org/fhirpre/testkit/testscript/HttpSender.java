// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/** Sends requests exactly as they are; follows no redirect and parses nothing. */
final class HttpSender {
  /** Generous: a server may take its time for its first CapabilityStatement. */
  private static final int TIMEOUT_MILLIS = 120_000;

  /**
   * @throws ScriptError if the server cannot be reached or does not answer in time
   */
  Response send(Request request) {
    RequestSpecification specification =
        RestAssured.given().config(config(request)).urlEncodingEnabled(false);
    specification.headers(request.headers());
    if (request.header("Content-Type").isEmpty()) {
      specification.noContentType(); // else REST Assured calls an empty body a form
    }
    request.body().ifPresent(specification::body);
    try {
      io.restassured.response.Response answer =
          specification.request(request.method(), URI.create(request.escapedUrl()));
      Map<String, String> headers = new HashMap<>();
      for (Header header : answer.headers()) {
        headers.put(header.getName(), header.getValue());
      }
      return new Response(answer.statusCode(), headers, Content.of(answer.asString()));
    } catch (Exception e) { // REST Assured throws checked exceptions without declaring them
      throw new ScriptError("no answer to " + request.summary() + ": " + e.getClass().getName());
    }
  }

  private static RestAssuredConfig config(Request request) {
    EncoderConfig encoder =
        EncoderConfig.encoderConfig()
            .defaultContentCharset("UTF-8")
            .appendDefaultContentCharsetToContentTypeIfUndefined(false);
    String type = request.header("Content-Type").orElse("");
    if (!type.isEmpty()) {
      encoder = encoder.encodeContentTypeAs(type, ContentType.TEXT);
    }
    HttpClientConfig client =
        HttpClientConfig.httpClientConfig()
            .setParam("http.connection.timeout", TIMEOUT_MILLIS)
            .setParam("http.socket.timeout", TIMEOUT_MILLIS);
    return RestAssuredConfig.config()
        .encoderConfig(encoder)
        .httpClient(client)
        .redirect(RedirectConfig.redirectConfig().followRedirects(false));
  }
}

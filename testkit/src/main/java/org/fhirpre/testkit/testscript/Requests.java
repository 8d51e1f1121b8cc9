// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the HTTP request of a script's operation. */
final class Requests {
  private static final String FHIR_JSON = "application/fhir+json";
  private static final String FHIR_XML = "application/fhir+xml";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Target target;
  private final Sources sources;
  private final Variables variables;
  private final OperationUrls urls;

  Requests(Target target, Sources sources, Variables variables) {
    this.target = target;
    this.sources = sources;
    this.variables = variables;
    this.urls = new OperationUrls(sources, variables);
  }

  /**
   * @throws ScriptError if the operation is unknown or lacks what it needs
   */
  Request of(JsonNode operation) {
    OperationCode code = OperationCode.of(operation);
    boolean form = code == OperationCode.SEARCH && method(operation, code).equals("POST");
    String relative = form ? urls.searchByForm(operation) : urls.of(operation, code);
    Optional<String> body = form ? Optional.of(urls.query(operation)) : body(operation);
    Map<String, String> headers = headers(operation, body, form);
    return new Request(method(operation, code), absolute(relative, operation), headers, body);
  }

  private String method(JsonNode operation, OperationCode code) {
    return ScriptFile.text(operation, "method")
        .map(method -> method.toUpperCase(Locale.ROOT))
        .orElseGet(() -> code.method(operation.has("sourceId")));
  }

  private String absolute(String url, JsonNode operation) {
    if (url.matches("https?://.*")) {
      return url;
    }
    String base = target.base(operation.path("destination").asInt(1));
    return url.isEmpty() || url.startsWith("?") || url.startsWith("/")
        ? base + url
        : base + "/" + url;
  }

  private Optional<String> body(JsonNode operation) {
    return ScriptFile.text(operation, "sourceId")
        .map(
            id -> {
              String text = sources.content(id).text();
              String body = sources.isFixture(id) ? variables.resolve(text) : text;
              boolean xml = mime(operation, "contentType").filter(FHIR_XML::equals).isPresent();
              return xml ? Content.of(body).asXml().text() : body;
            });
  }

  private Map<String, String> headers(JsonNode operation, Optional<String> body, boolean form) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(target.headers());
    headers.put("Accept", mime(operation, "accept").orElse(FHIR_JSON));
    if (body.isPresent()) {
      headers.put(
          "Content-Type", mime(operation, "contentType").orElseGet(() -> typeOf(body.get(), form)));
    }
    String token = "token" + operation.path("origin").asInt(1);
    if (variables.knows(token)) {
      headers.put("Authorization", variables.resolve("Bearer ${" + token + "}"));
    }
    ScriptFile.each(operation, "requestHeader")
        .forEach(
            header ->
                headers.put(
                    header.path("field").asText(),
                    variables.resolve(header.path("value").asText())));
    return headers;
  }

  private static String typeOf(String body, boolean form) {
    if (form) {
      return FORM;
    }
    return body.stripLeading().startsWith("[") ? "application/json-patch+json" : FHIR_JSON;
  }

  /** HL7's scripts have {@code json} and {@code xml} where MIME types are meant. */
  private Optional<String> mime(JsonNode operation, String name) {
    return ScriptFile.text(operation, name)
        .map(variables::resolve)
        .map(
            type ->
                switch (type) {
                  case "json" -> FHIR_JSON;
                  case "xml" -> FHIR_XML;
                  default -> type;
                });
  }
}

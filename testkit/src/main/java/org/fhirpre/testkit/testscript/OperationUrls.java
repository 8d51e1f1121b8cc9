// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Where an operation goes, below the base unless its {@code url} is absolute. */
final class OperationUrls {
  private final Sources sources;
  private final Variables variables;

  OperationUrls(Sources sources, Variables variables) {
    this.sources = sources;
    this.variables = variables;
  }

  String of(JsonNode operation, OperationCode code) {
    return text(operation, "url").orElseGet(() -> built(operation, code));
  }

  String searchByForm(JsonNode operation) {
    return text(operation, "url").orElseGet(() -> type(operation) + "/_search");
  }

  /** The parameters without their question mark. */
  String query(JsonNode operation) {
    return text(operation, "params").map(params -> params.replaceFirst("^\\?", "")).orElse("");
  }

  private String built(JsonNode operation, OperationCode code) {
    return switch (code) {
      case CAPABILITIES -> "metadata" + params(operation);
      case BUNDLE -> params(operation);
      case CREATE, SEARCH, CONDITIONAL_DELETE -> type(operation) + params(operation);
      case READ, DELETE, PATCH -> instance(operation, "targetId");
      case UPDATE -> updated(operation);
      case VREAD -> versioned(operation);
      case HISTORY -> level(operation, "_history");
      case EXTENDED -> level(operation, OperationCode.operationName(operation));
    };
  }

  /** {@code params} wins, since HL7's scripts put the id there. */
  private String instance(JsonNode operation, String pointer) {
    String params = params(operation);
    if (params.startsWith("/") || !operation.has(pointer)) {
      return type(operation) + params;
    }
    return type(operation) + "/" + sources.idOf(operation.path(pointer).asText()) + params;
  }

  /** Without a target it is by {@code params}: an id or a condition; else by its own id. */
  private String updated(JsonNode operation) {
    boolean byParams = !operation.has("targetId") && operation.has("params");
    return byParams
        ? type(operation) + params(operation)
        : instance(operation, operation.has("targetId") ? "targetId" : "sourceId");
  }

  private String versioned(JsonNode operation) {
    String instance = instance(operation, "targetId");
    if (instance.contains("/_history/")) {
      return instance;
    }
    String target = operation.path("targetId").asText();
    return sources.content(target).evaluate("meta.versionId").orElseThrow().stream()
        .findFirst()
        .map(version -> instance + "/_history/" + version)
        .orElseThrow(() -> new ScriptError("no version in " + target));
  }

  /** System, type or instance, by what the operation names. */
  private String level(JsonNode operation, String last) {
    String params = params(operation);
    int query = params.indexOf('?');
    String path = query < 0 ? params : params.substring(0, query);
    String rest = query < 0 ? "" : params.substring(query);
    String place = operation.has("resource") || operation.has("targetId") ? type(operation) : "";
    if (path.isEmpty() && operation.has("targetId")) {
      path = "/" + sources.idOf(operation.path("targetId").asText());
    }
    return place + path + (path.contains(last) ? "" : "/" + last) + rest;
  }

  private String type(JsonNode operation) {
    return text(operation, "resource")
        .or(() -> typeOf(operation, "targetId"))
        .or(() -> typeOf(operation, "sourceId"))
        .orElseThrow(() -> new ScriptError("an operation without resource type"));
  }

  private Optional<String> typeOf(JsonNode operation, String pointer) {
    return ScriptFile.text(operation, pointer)
        .flatMap(source -> sources.content(source).resourceType());
  }

  private String params(JsonNode operation) {
    return text(operation, "params")
        .map(
            params ->
                params.isEmpty() || params.startsWith("/") || params.startsWith("?")
                    ? params
                    : (params.contains("=") ? "?" : "/") + params)
        .orElse("");
  }

  private Optional<String> text(JsonNode operation, String name) {
    return ScriptFile.text(operation, name).map(variables::resolve);
  }
}

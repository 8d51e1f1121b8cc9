// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.FhirPathExecutionException;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.rest.api.EncodingEnum;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.instance.model.api.IPrimitiveType;
import org.hl7.fhir.r4.model.Resource;

/** The text of a body, and how it is asked. What is no FHIR has a text all the same. */
final class Content {
  static final FhirContext R4 = FhirContext.forR4Cached();
  static final JsonMapper JSON = new JsonMapper();

  /** One a thread: it caches the structures of R4, and does not say that it may be shared. */
  private static final ThreadLocal<IFhirPath> FHIR_PATH = ThreadLocal.withInitial(R4::newFhirPath);

  private final String text;

  private Content(String text) {
    this.text = text;
  }

  static Content of(String text) {
    return new Content(text);
  }

  String text() {
    return text;
  }

  boolean isXml() {
    return text.stripLeading().startsWith("<");
  }

  /** Empty if it is no JSON. */
  Optional<JsonNode> json() {
    try {
      return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isContainerNode);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Leniently parsed; empty if even that is not possible. */
  Optional<Resource> resource() {
    if (text.isBlank()) {
      return Optional.empty();
    }
    EncodingEnum encoding = isXml() ? EncodingEnum.XML : EncodingEnum.JSON;
    try {
      return Optional.of((Resource) parser(encoding).parseResource(text));
    } catch (DataFormatException | ClassCastException e) {
      return Optional.empty();
    }
  }

  Optional<String> resourceType() {
    return json()
        .map(tree -> tree.path("resourceType").asText())
        .filter(type -> !type.isEmpty())
        .or(() -> resource().map(Resource::fhirType));
  }

  Optional<String> id() {
    return json()
        .map(tree -> tree.path("id").asText())
        .filter(id -> !id.isEmpty())
        .or(() -> resource().map(found -> found.getIdElement().getIdPart()));
  }

  /** The same resource in XML. */
  Content asXml() {
    return resource()
        .map(found -> new Content(parser(EncodingEnum.XML).encodeResourceToString(found)))
        .orElseThrow(() -> new ScriptError("what is no resource has no XML form"));
  }

  /**
   * The values of a FHIRPath expression: primitives as FHIR writes them, others as JSON.
   *
   * @return empty if this is no resource, and then no assert on it can pass
   * @throws ScriptError if the expression is none
   */
  Optional<List<String>> evaluate(String expression) {
    return resource().map(found -> evaluate(found, expression));
  }

  private static List<String> evaluate(Resource resource, String expression) {
    try {
      return FHIR_PATH.get().evaluate(resource, expression, IBase.class).stream()
          .map(Content::text)
          .toList();
    } catch (FhirPathExecutionException e) {
      throw new ScriptError("not evaluated: " + expression);
    }
  }

  private static String text(IBase value) {
    if (value instanceof IIdType id) {
      return Optional.ofNullable(id.getIdPart()).orElse("");
    }
    if (value instanceof IPrimitiveType<?> primitive) {
      return Optional.ofNullable(primitive.getValueAsString()).orElse("");
    }
    return R4.newJsonParser().encodeToString(value);
  }

  private static IParser parser(EncodingEnum encoding) {
    IParser parser = encoding.newParser(R4);
    parser.setParserErrorHandler(new LenientErrorHandler(false));
    parser.setOverrideResourceIdWithBundleEntryFullUrl(false);
    parser.setStripVersionsFromReferences(false);
    return parser;
  }
}

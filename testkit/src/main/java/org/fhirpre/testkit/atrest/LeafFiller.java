// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.EnumFactory;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.PrimitiveType;

/** Gives primitive elements their canaries and remembers them. */
final class LeafFiller {

  private static final String NO_SUCH_ADDRESS = "http://canary.invalid/";

  /** Codes that let a resource live an ordinary life; else the first of the enumeration. */
  private static final List<String> ORDINARY =
      List.of("generated", "active", "final", "completed", "finished", "current", "official");

  private final CanaryValues values;
  private final Map<String, String> fixed;
  private final List<Canary> canaries = new ArrayList<>();

  LeafFiller(CanaryValues values, Map<String, String> fixed) {
    this.values = values;
    this.fixed = fixed;
  }

  List<Canary> canaries() {
    return canaries;
  }

  /**
   * Sets the value.
   *
   * @param type FHIR name of the primitive type
   */
  void fill(PrimitiveType<?> leaf, String type, String path) {
    String anyType = "*" + path.substring(path.indexOf('.'));
    String given = fixed.getOrDefault(path, fixed.get(anyType));
    if (given != null) {
      leaf.setValueAsString(given);
    } else if (leaf instanceof Enumeration<?> code) {
      code.setValueAsString(ordinaryCode(code));
    } else if (type.equals("boolean")) {
      leaf.setValueAsString("true");
    } else {
      leaf.setValueAsString(canary(type, path));
    }
  }

  /** Fills a narrative, whose markup HAPI keeps as a tree and not as a primitive. */
  void fill(Narrative narrative, String path) {
    narrative.setStatus(Narrative.NarrativeStatus.GENERATED);
    narrative.setDivAsString("<div>" + word(path + ".div") + "</div>");
  }

  String word(String path) {
    return add(path, Canary.Kind.WORD, values.word());
  }

  String uri(String path) {
    return add(path, Canary.Kind.URI, NO_SUCH_ADDRESS + values.word());
  }

  private String canary(String type, String path) {
    return switch (type) {
      case "string", "code", "markdown", "id" -> word(path);
      case "uri", "url", "canonical" -> uri(path);
      case "oid" -> add(path, Canary.Kind.URI, "urn:oid:2.25." + values.arc());
      case "uuid" -> add(path, Canary.Kind.URI, "urn:uuid:" + values.uuid());
      case "base64Binary" -> add(path, Canary.Kind.BASE64, values.base64());
      case "date" -> add(path, Canary.Kind.DATE, values.date());
      case "dateTime", "instant" -> add(path, Canary.Kind.DATE, values.instant());
      case "time" -> add(path, Canary.Kind.TEXT, values.time());
      case "decimal" -> add(path, Canary.Kind.NUMBER, values.decimal());
      case "integer", "positiveInt", "unsignedInt" ->
          add(path, Canary.Kind.NUMBER, values.integer());
      default -> throw new IllegalStateException("no canary for " + type + " at " + path);
    };
  }

  private String add(String path, Canary.Kind kind, String value) {
    canaries.add(new Canary(path, kind, value));
    return value;
  }

  private static <T extends Enum<?>> String ordinaryCode(Enumeration<T> leaf) {
    EnumFactory<T> factory = leaf.getEnumFactory();
    List<String> codes =
        constants(factory).filter(c -> !c.name().equals("NULL")).map(factory::toCode).toList();
    return ORDINARY.stream().filter(codes::contains).findFirst().orElse(codes.get(0));
  }

  /** HAPI names the factory of enumeration X "XEnumFactory" and nests both alike. */
  private static <T extends Enum<?>> Stream<T> constants(EnumFactory<T> factory) {
    String name = factory.getClass().getName();
    try {
      @SuppressWarnings("unchecked")
      Class<T> type = (Class<T>) Class.forName(name.substring(0, name.indexOf("EnumFactory")));
      return Arrays.stream(type.getEnumConstants());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no enumeration for " + name, e);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.RuntimeChildResourceDefinition;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.EnumFactory;
import org.hl7.fhir.r4.model.Enumeration;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** The smallest resource of a type that has all mandatory elements, for {@code fhirfakes}. */
final class Fakes {
  /** Elements that say whose a resource is. */
  private static final List<String> OWNERS =
      List.of("patient", "subject", "beneficiary", "individual", "securityContext", "actor", "for");

  private Fakes() {}

  /**
   * @throws ScriptError if R4 has no such type
   */
  static String json(String type) {
    return json(type, Optional.empty());
  }

  /**
   * @param patient whose it is, if the type can say so at its top
   */
  static String json(String type, Optional<String> patient) {
    RuntimeResourceDefinition definition;
    try {
      definition = Content.R4.getResourceDefinition(type);
    } catch (ca.uhn.fhir.parser.DataFormatException e) {
      throw new ScriptError("no resource type " + type);
    }
    Resource resource = (Resource) definition.newInstance();
    fill(resource, definition);
    patient.ifPresent(owner -> belong(resource, definition, owner));
    return Content.R4.newJsonParser().encodeResourceToString(resource);
  }

  private static void belong(
      Resource resource, RuntimeResourceDefinition definition, String owner) {
    definition.getChildren().stream()
        .filter(Fakes::namesPatient)
        .min(Comparator.comparing(child -> OWNERS.indexOf(child.getElementName())))
        .ifPresent(child -> child.getMutator().setValue(resource, new Reference(owner)));
  }

  private static boolean namesPatient(BaseRuntimeChildDefinition child) {
    return OWNERS.contains(child.getElementName())
        && child instanceof RuntimeChildResourceDefinition reference
        && (reference.getResourceTypes().contains(Patient.class)
            || reference.getResourceTypes().contains(IAnyResource.class));
  }

  private static void fill(IBase parent, BaseRuntimeElementCompositeDefinition<?> definition) {
    definition.getChildren().stream()
        .filter(child -> child.getMin() > 0)
        .forEach(child -> add(parent, child));
    if (parent.isEmpty() && !(parent instanceof Resource)) {
      definition.getChildren().stream()
          .filter(child -> !child.getElementName().equals("id") && isPrimitive(child))
          .findFirst()
          .ifPresent(child -> add(parent, child));
    }
  }

  private static void add(IBase parent, BaseRuntimeChildDefinition child) {
    String name = child.getValidChildNames().stream().sorted().findFirst().orElseThrow();
    child.getMutator().addValue(parent, value(child, child.getChildByName(name)));
  }

  private static IBase value(
      BaseRuntimeChildDefinition child, BaseRuntimeElementDefinition<?> definition) {
    if (Reference.class.equals(definition.getImplementingClass())) {
      return new Reference().setDisplay("fake");
    }
    IBase element = definition.newInstance(child.getInstanceConstructorArguments());
    if (element instanceof Enumeration<?> code) {
      code.setValueAsString(firstCode(code));
    } else if (element instanceof PrimitiveType<?> leaf) {
      leaf.setValueAsString(leaf(definition.getName()));
    } else if (definition instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
      fill(element, composite);
    }
    return element;
  }

  private static boolean isPrimitive(BaseRuntimeChildDefinition child) {
    return child.getValidChildNames().stream()
        .map(child::getChildByName)
        .filter(Objects::nonNull)
        .anyMatch(each -> PrimitiveType.class.isAssignableFrom(each.getImplementingClass()));
  }

  private static String leaf(String type) {
    return switch (type) {
      case "boolean" -> "true";
      case "integer", "positiveInt", "unsignedInt", "decimal" -> "1";
      case "date" -> "2024-01-01";
      case "dateTime", "instant" -> "2024-01-01T00:00:00Z";
      case "time" -> "12:00:00";
      case "base64Binary" -> "ZmFrZQ==";
      case "uri", "url", "canonical" -> "http://example.org/fake";
      case "oid" -> "urn:oid:2.25.1";
      case "uuid" -> "urn:uuid:0e4e22f0-0000-4000-8000-00000000fa4e";
      default -> "fake";
    };
  }

  /** The constants of {@code XEnumFactory} are those of the enumeration X beside it. */
  private static <T extends Enum<?>> String firstCode(Enumeration<T> leaf) {
    EnumFactory<T> factory = leaf.getEnumFactory();
    String name = factory.getClass().getName();
    try {
      @SuppressWarnings("unchecked")
      Class<T> type = (Class<T>) Class.forName(name.substring(0, name.indexOf("EnumFactory")));
      Optional<T> first =
          Arrays.stream(Objects.requireNonNull(type.getEnumConstants())).findFirst();
      return factory.toCode(first.orElseThrow());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no enumeration for " + name, e);
    }
  }
}

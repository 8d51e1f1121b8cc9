// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementCompositeDefinition;
import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.instance.model.api.IBaseEnumeration;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Makes the part of a resource that stays legible: references to people, places and encounters,
 * required codes of required elements (so that the shell still parses and validates), and {@code
 * data-absent-reason} {@code masked} in every other mandatory element. Source: {@code
 * docs/spec/envelope.md} §3.
 */
final class ShellBuilder {
  private static final String ABSENT_REASON =
      "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
  private static final Set<String> NOT_CONTENT =
      Set.of(
          "id",
          "meta",
          "implicitRules",
          "language",
          "text",
          "contained",
          "extension",
          "modifierExtension");

  /** What the server sees in its own link rows anyway; a drug or a finding is not among it. */
  private static final Set<String> LEGIBLE_TARGETS =
      Set.of(
          "CareTeam",
          "Device",
          "Encounter",
          "EpisodeOfCare",
          "Group",
          "HealthcareService",
          "Location",
          "Organization",
          "Patient",
          "Practitioner",
          "PractitionerRole",
          "RelatedPerson");

  private final FhirContext fhir;

  ShellBuilder(FhirContext fhir) {
    this.fhir = fhir;
  }

  /** A new resource of the same type, without id and meta; the given one is not changed. */
  Resource of(Resource full) {
    RuntimeResourceDefinition definition = fhir.getResourceDefinition(full);
    Resource shell = (Resource) definition.newInstance();
    for (BaseRuntimeChildDefinition child : definition.getChildren()) {
      if (!NOT_CONTENT.contains(child.getElementName())) {
        copyLegible(child, full, shell);
      }
    }
    return shell;
  }

  private void copyLegible(BaseRuntimeChildDefinition child, Resource full, Resource shell) {
    List<IBase> values = child.getAccessor().getValues(full);
    boolean required = child.getMin() > 0;
    boolean copied = false;
    for (IBase value : values) {
      Optional<? extends IBase> legible =
          value instanceof Reference reference
              ? legible(reference)
              : value instanceof IBaseEnumeration<?> code && required
                  ? legible((PrimitiveType<?>) code)
                  : Optional.empty();
      legible.ifPresent(copy -> child.getMutator().addValue(shell, copy));
      copied |= legible.isPresent();
    }
    if (required && !copied) {
      mask(child, shell);
    }
  }

  // Display and identifier of a reference are content; only the literal link is legible.
  private static Optional<Reference> legible(Reference reference) {
    IIdType target = reference.getReferenceElement();
    boolean kept =
        target.hasIdPart()
            && target.hasResourceType()
            && LEGIBLE_TARGETS.contains(target.getResourceType());
    return kept ? Optional.of(new Reference(target.toUnqualified().getValue())) : Optional.empty();
  }

  private static Optional<PrimitiveType<?>> legible(PrimitiveType<?> code) {
    if (!code.hasValue()) {
      return Optional.empty();
    }
    PrimitiveType<?> copy = (PrimitiveType<?>) code.copy();
    copy.getExtension().clear();
    copy.setId(null);
    return Optional.of(copy);
  }

  private void mask(BaseRuntimeChildDefinition child, IBase parent) {
    BaseRuntimeElementDefinition<?> type = datatype(child);
    IBase masked = type.newInstance(child.getInstanceConstructorArguments());
    if (masked instanceof Element element) {
      element.addExtension(ABSENT_REASON, new CodeType("masked"));
      child.getMutator().addValue(parent, masked);
      if (type instanceof BaseRuntimeElementCompositeDefinition<?> composite) {
        composite.getChildren().stream()
            .filter(part -> part.getMin() > 0)
            .forEach(part -> mask(part, masked));
      }
    }
  }

  // Of a choice, a datatype rather than a reference: it needs no target.
  private static BaseRuntimeElementDefinition<?> datatype(BaseRuntimeChildDefinition child) {
    return child.getValidChildNames().stream()
        .map(child::getChildByName)
        .filter(type -> type != null && !Reference.class.equals(type.getImplementingClass()))
        .findFirst()
        .orElseGet(() -> child.getChildByName(child.getValidChildNames().iterator().next()));
  }
}

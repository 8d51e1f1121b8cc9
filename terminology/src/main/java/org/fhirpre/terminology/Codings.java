// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Every Coding of a resource and of the resources inside it.
 *
 * @param content codings outside {@code meta}
 * @param concepts CodeableConcepts outside {@code meta}; their codings are in {@code content} too
 * @param references outside {@code meta}
 * @param security {@code meta.security} of the resource and of those inside it
 */
record Codings(
    List<Coding> content,
    List<CodeableConcept> concepts,
    List<Reference> references,
    List<Coding> security) {

  /** Walks with a stack of its own: depth of nesting is the sender's choice. */
  static Codings of(Resource resource) {
    Codings found =
        new Codings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Deque<Base> open = new ArrayDeque<>();
    open.push(resource);
    while (!open.isEmpty()) {
      Base next = open.pop();
      if (next instanceof Meta meta) {
        found.security.addAll(meta.getSecurity());
      } else if (!(next instanceof Narrative)) {
        found.visit(next, open);
      }
    }
    return found;
  }

  /** System and code, each empty if absent. */
  static Label label(Coding coding) {
    return new Label(text(coding.getSystem()), text(coding.getCode()));
  }

  private static String text(@Nullable String hapi) {
    return hapi == null ? "" : hapi;
  }

  private void visit(Base element, Deque<Base> open) {
    if (element instanceof Coding coding) {
      content.add(coding);
    }
    if (element instanceof CodeableConcept concept) {
      concepts.add(concept);
    }
    if (element instanceof Reference reference) {
      references.add(reference);
    }
    if (element instanceof PrimitiveType<?> primitive && !primitive.hasExtension()) {
      return;
    }
    Children.push(element, open);
  }
}

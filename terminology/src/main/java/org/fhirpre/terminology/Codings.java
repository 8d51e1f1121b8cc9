// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;

/**
 * Every Coding of a resource and of the resources inside it.
 *
 * @param content codings outside {@code meta}
 * @param security {@code meta.security} of the resource and of those inside it
 */
record Codings(List<Coding> content, List<Coding> security) {

  /** Walks with a stack of its own: depth of nesting is the sender's choice. */
  static Codings of(Resource resource) {
    Codings found = new Codings(new ArrayList<>(), new ArrayList<>());
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

  private void visit(Base element, Deque<Base> open) {
    if (element instanceof Coding coding) {
      content.add(coding);
    }
    for (Property property : element.children()) {
      property.getValues().forEach(open::push);
    }
  }
}

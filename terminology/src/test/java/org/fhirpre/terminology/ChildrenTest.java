// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.fhirpre.testkit.SampleBundle;
import org.fhirpre.testkit.SampleData;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Narrative;
import org.junit.jupiter.api.Test;

class ChildrenTest {

  @Test
  void every_element_that_hapi_knows_of_is_found_and_nothing_else() {
    SampleData samples = SampleData.resources(ChildrenTest.class.getClassLoader(), "synthea");
    int elements = 0;
    for (SampleBundle sample : samples.bundles()) {
      Bundle bundle = sample.parse(FhirContext.forR4Cached());
      Set<Base> byFields = walk(bundle, Children::push);
      assertThat(byFields).isEqualTo(walk(bundle, ChildrenTest::properties));
      elements += byFields.size();
    }
    System.out.printf("compared %d elements%n", elements);
    assertThat(elements).isGreaterThan(10_000);
  }

  private interface Step {
    void push(Base element, Deque<Base> open);
  }

  private static Set<Base> walk(Bundle bundle, Step step) {
    Set<Base> found = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Base> open = new ArrayDeque<>(List.of(bundle));
    while (!open.isEmpty()) {
      Base next = open.pop();
      // Codings never looks into narratives, and HAPI makes a new div at each look.
      if (found.add(next) && !(next instanceof Narrative)) {
        step.push(next, open);
      }
    }
    return found;
  }

  private static void properties(Base element, Deque<Base> open) {
    List<Base> children = new ArrayList<>();
    element.children().forEach(property -> children.addAll(property.getValues()));
    children.forEach(open::push);
  }
}

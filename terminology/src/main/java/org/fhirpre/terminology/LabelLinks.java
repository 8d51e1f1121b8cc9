// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.ListResource;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * References from which a resource takes labels: what it lists (results of a report, entries of a
 * list or document), the drug that it names, and types that the deployment chose. One step, never
 * further.
 *
 * @param listed whatever their type
 * @param others taken if the policy inherits from the type of the target
 */
public record LabelLinks(List<Reference> listed, List<Reference> others) {
  private static final String MEDICATION = "Medication";

  public static LabelLinks of(Resource resource) {
    List<Reference> listed = new ArrayList<>();
    if (resource instanceof DiagnosticReport report) {
      listed.addAll(report.getResult());
    } else if (resource instanceof ListResource list) {
      list.getEntry().forEach(entry -> listed.add(entry.getItem()));
    } else if (resource instanceof Composition composition) {
      sections(composition.getSection(), listed);
    }
    List<Reference> others = new ArrayList<>(Codings.of(resource).references());
    others.removeIf(reference -> listed.stream().anyMatch(known -> known == reference));
    return new LabelLinks(List.copyOf(listed), List.copyOf(others));
  }

  private static void sections(List<Composition.SectionComponent> top, List<Reference> listed) {
    List<Composition.SectionComponent> open = new ArrayList<>(top);
    while (!open.isEmpty()) {
      Composition.SectionComponent section = open.remove(open.size() - 1);
      listed.addAll(section.getEntry());
      open.addAll(section.getSection());
    }
  }

  /** Whether a resource takes labels of a target of this type that it does not list. */
  static boolean always(String type) {
    return type.equals(MEDICATION);
  }
}

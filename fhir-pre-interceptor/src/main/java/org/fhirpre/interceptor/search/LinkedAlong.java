// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.util.FhirTerser;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedTypes;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Holds a clear resource of {@code $everything} back until something permitted leads to it: the
 * practitioner of a withheld record would tell that there is one. Not thread safe.
 */
final class LinkedAlong {
  private final FhirTerser terser = FhirContext.forR4Cached().newTerser();
  private final Map<JpaPid, IBaseResource> held = new LinkedHashMap<>();
  private final Set<String> reached = new HashSet<>();
  private final Set<String> referred = new HashSet<>();

  /** What is reached now, of these and of those that were held back. */
  Map<JpaPid, IBaseResource> released(Map<JpaPid, IBaseResource> permitted) {
    Map<JpaPid, IBaseResource> released = new LinkedHashMap<>();
    held.putAll(permitted);
    boolean more = true;
    while (more) {
      more = false;
      for (Iterator<Map.Entry<JpaPid, IBaseResource>> each = held.entrySet().iterator();
          each.hasNext(); ) {
        Map.Entry<JpaPid, IBaseResource> next = each.next();
        Set<String> references = references(next.getValue());
        if (isReached(next.getValue(), references)) {
          reached.add(literal(next.getValue()));
          referred.addAll(references);
          released.put(next.getKey(), next.getValue());
          each.remove();
          more = true;
        }
      }
    }
    return released;
  }

  private boolean isReached(IBaseResource resource, Set<String> references) {
    return SealedTypes.possible(resource.fhirType())
        || referred.contains(literal(resource))
        || references.stream().anyMatch(reached::contains);
  }

  private Set<String> references(IBaseResource resource) {
    Set<String> references = new TreeSet<>();
    SealedRecord.of(resource)
        .ifPresent(record -> references.addAll(record.attributes().references()));
    terser
        .getAllResourceReferences(resource)
        .forEach(
            each -> {
              String literal =
                  each.getResourceReference()
                      .getReferenceElement()
                      .toUnqualifiedVersionless()
                      .getValue();
              if (literal != null) {
                references.add(literal);
              }
            });
    return references;
  }

  private static String literal(IBaseResource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }
}

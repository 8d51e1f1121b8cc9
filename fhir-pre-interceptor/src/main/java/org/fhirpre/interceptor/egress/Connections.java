// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.model.api.ResourceMetadataKeyEnum;
import ca.uhn.fhir.model.valueset.BundleEntrySearchModeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.util.FhirTerser;
import ca.uhn.fhir.util.ResourceReferenceInfo;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fhirpre.interceptor.body.SealedTypes;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Keeps a clear resource that came along with a page only if something that is shown leads to it.
 *
 * <p>Otherwise the practitioner of a withheld record would tell that there is one.
 */
final class Connections {
  private final FhirTerser terser;

  Connections(FhirContext fhir) {
    this.terser = fhir.newTerser();
  }

  /**
   * @param shown what may leave so far; strays are removed from it
   */
  void removeStrays(Set<IBaseResource> shown, List<IBaseResource> page, RequestDetails request) {
    Set<IBaseResource> along = new HashSet<>();
    Deque<IBaseResource> reached = new ArrayDeque<>();
    for (IBaseResource resource : page) {
      if (shown.contains(resource)) {
        boolean stray = !SealedTypes.possible(resource.fhirType()) && cameAlong(resource, request);
        (stray ? along : reached).add(resource);
      }
    }
    while (!reached.isEmpty() && !along.isEmpty()) {
      IBaseResource next = reached.pop();
      List<IBaseResource> neighbours =
          along.stream().filter(each -> refers(next, each) || refers(each, next)).toList();
      neighbours.forEach(along::remove);
      reached.addAll(neighbours);
    }
    shown.removeAll(along);
  }

  // $everything marks nothing: there the Patient alone was asked for.
  private static boolean cameAlong(IBaseResource resource, RequestDetails request) {
    return Interactions.isOperation(request)
        || ResourceMetadataKeyEnum.ENTRY_SEARCH_MODE.get((IAnyResource) resource)
            == BundleEntrySearchModeEnum.INCLUDE;
  }

  private boolean refers(IBaseResource from, IBaseResource to) {
    String target = to.fhirType() + "/" + to.getIdElement().getIdPart();
    for (ResourceReferenceInfo reference : terser.getAllResourceReferences(from)) {
      var link = reference.getResourceReference().getReferenceElement();
      if (target.equals(link.toUnqualifiedVersionless().getValue())) {
        return true;
      }
    }
    return false;
  }
}

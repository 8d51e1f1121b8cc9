// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.scope;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.Set;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;

/** Tells whose record a resource is: from what was sealed with it, else from its references. */
final class Compartments {
  private final FhirTerser terser;

  Compartments(FhirContext fhir) {
    this.terser = fhir.newTerser();
  }

  /**
   * @param patient {@code Patient/<id>}
   */
  Compartment of(String patient) {
    return resource ->
        SealedRecord.of(resource)
            .map(record -> record.attributes().patients().contains(patient))
            .orElseGet(() -> isNamed(resource, patient));
  }

  /** Practitioners, organizations, terminology: what a patient may read like everybody. */
  static boolean isNobodys(IBaseResource resource) {
    return ResourceTypes.find(resource.fhirType())
        .map(row -> row.protection() == Protection.CLEAR && row.classGroup().isEmpty())
        .orElse(false);
  }

  private boolean isNamed(IBaseResource resource, String patient) {
    IIdType self = resource.getIdElement();
    if (resource.fhirType().equals("Patient")) {
      return self.hasIdPart() && patient.equals("Patient/" + self.getIdPart());
    }
    return terser.getCompartmentOwnersForResource("Patient", resource, Set.of()).stream()
        .anyMatch(owner -> patient.equals("Patient/" + owner.getIdPart()));
  }
}

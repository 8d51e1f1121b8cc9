// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;

/** Which patients a resource names: the owners of its R4 Patient compartments. */
public final class PatientsOf {
  private final FhirTerser terser;

  public PatientsOf(FhirContext fhir) {
    this.terser = fhir.newTerser();
  }

  /** Logical ids, sorted; empty for a resource that belongs to the deployment. */
  public Set<String> resource(IBaseResource resource) {
    Set<String> patients = new TreeSet<>();
    for (IIdType owner : terser.getCompartmentOwnersForResource("Patient", resource, Set.of())) {
      patients.add(owner.getIdPart());
    }
    return patients;
  }
}

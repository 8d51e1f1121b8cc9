// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.List;
import org.fhirpre.interceptor.body.PatientsOf;
import org.fhirpre.interceptor.body.SealingFacts;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Under whose keys a resource is indexed. */
public final class IndexScopes {
  private final PatientsOf patients;

  public IndexScopes(PatientsOf patients) {
    this.patients = patients;
  }

  /** Never empty. One set of rows is made for each. */
  public List<Scope> of(IBaseResource resource, SealingFacts facts) {
    if (Indexing.of(resource.fhirType()) == Indexing.BLIND_FOR_TENANT || !facts.sensitive()) {
      return List.of(Scope.TENANT);
    }
    List<Scope> named = patients.resource(resource).stream().map(Scope::patient).toList();
    return named.isEmpty() ? List.of(Scope.DEPLOYMENT) : named;
  }

  boolean namesPatient(IBaseResource resource) {
    return !patients.resource(resource).isEmpty();
  }
}

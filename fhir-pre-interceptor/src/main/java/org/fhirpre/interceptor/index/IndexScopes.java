// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.Comparator;
import java.util.List;
import org.fhirpre.consent.ResourceAttributes;
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

  /** Of a sensitive resource, from its policy attributes. */
  static List<Scope> patients(ResourceAttributes attributes) {
    List<Scope> named =
        attributes.patients().stream()
            .map(patient -> Scope.patient(patient.substring(patient.indexOf('/') + 1)))
            .sorted(Comparator.comparing(scope -> scope.patient().orElse("")))
            .toList();
    return named.isEmpty() ? List.of(Scope.DEPLOYMENT) : named;
  }

  boolean namesPatient(IBaseResource resource) {
    return !patients.resource(resource).isEmpty();
  }
}

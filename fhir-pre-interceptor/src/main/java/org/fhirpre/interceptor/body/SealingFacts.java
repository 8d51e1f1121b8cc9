// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.util.Optional;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.Protection;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * What the storage hook found out about a submitted resource. It rides on the resource as user data
 * to the index extractor, which HAPI calls later.
 *
 * @param protection never {@code CLEAR}: clear resources carry no facts
 * @param labels what the labelling service says; for server-sealed types the default
 */
public record SealingFacts(Protection protection, Labels labels) {

  private static final String KEY = SealingFacts.class.getName();

  /** Indexed under patients' keys only; see search.md section 2. */
  public boolean sensitive() {
    return labels.facets().stream().anyMatch(facet -> facet.sensitive());
  }

  public void attachTo(IBaseResource resource) {
    resource.setUserData(KEY, this);
  }

  public static Optional<SealingFacts> of(IBaseResource resource) {
    return Optional.ofNullable((SealingFacts) resource.getUserData(KEY));
  }
}

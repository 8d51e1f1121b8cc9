// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** Guards every search that HAPI makes: REST, conditional URLs, export, batch, subscriptions. */
public class GuardedSearchBuilderFactory extends SearchBuilderFactory<JpaPid> {
  private final SearchGuard guard;
  private final FhirContext fhir;

  public GuardedSearchBuilderFactory(SearchGuard guard, FhirContext fhir) {
    this.guard = guard;
    this.fhir = fhir;
  }

  @Override
  public ISearchBuilder<JpaPid> newSearchBuilder(
      @Nullable String type, Class<? extends IBaseResource> resourceType) {
    ISearchBuilder<JpaPid> hapi = super.newSearchBuilder(type, resourceType);
    SearchGuard.Builders builders = new SearchGuard.Builders(hapi, this::step);
    return new GuardedSearchBuilder(Objects.requireNonNullElse(type, ""), guard, builders);
  }

  private GuardedSearchBuilder step(String type) {
    Class<? extends IBaseResource> resourceType =
        fhir.getResourceDefinition(type).getImplementingClass();
    return (GuardedSearchBuilder) newSearchBuilder(type, resourceType);
  }
}

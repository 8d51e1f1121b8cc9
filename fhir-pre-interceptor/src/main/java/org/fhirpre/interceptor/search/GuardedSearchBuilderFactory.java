// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.dao.SearchBuilderFactory;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.util.Objects;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** Guards every search that HAPI makes: REST, conditional URLs, export, batch, subscriptions. */
public class GuardedSearchBuilderFactory extends SearchBuilderFactory<JpaPid> {
  private final SearchGuard guard;

  public GuardedSearchBuilderFactory(SearchGuard guard) {
    this.guard = guard;
  }

  @Override
  public ISearchBuilder<JpaPid> newSearchBuilder(
      @Nullable String type, Class<? extends IBaseResource> resourceType) {
    ISearchBuilder<JpaPid> delegate = super.newSearchBuilder(type, resourceType);
    return new GuardedSearchBuilder(Objects.requireNonNullElse(type, ""), delegate, guard);
  }
}

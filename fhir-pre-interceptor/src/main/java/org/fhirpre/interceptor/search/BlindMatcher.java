// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.RuntimeResourceDefinition;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryMatchResult;
import ca.uhn.fhir.jpa.searchparam.matcher.InMemoryResourceMatcher;
import ca.uhn.fhir.jpa.searchparam.matcher.IndexedSearchParamExtractor;
import java.util.ArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.index.Indexing;
import org.fhirpre.interceptor.index.PlaintextMatching;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * Matches a submitted resource against a conditional URL by its plaintext, never by its blinded
 * parameters; a shell cannot be matched here, so HAPI searches the database for it.
 */
public class BlindMatcher extends InMemoryResourceMatcher {
  private final Supplier<IndexedSearchParamExtractor> extractor;
  private final PlaintextMatching plaintext;

  public BlindMatcher(
      Supplier<IndexedSearchParamExtractor> extractor, PlaintextMatching plaintext) {
    this.extractor = extractor;
    this.plaintext = plaintext;
  }

  @Override
  public InMemoryMatchResult match(
      SearchParameterMap search,
      @Nullable IBaseResource resource,
      RuntimeResourceDefinition type,
      @Nullable ResourceIndexedSearchParams given) {
    if (resource == null || !Indexing.of(type.getName()).blind()) {
      return super.match(search, resource, type, given);
    }
    if (SealedRecord.of(resource).isPresent()) {
      return InMemoryMatchResult.unsupportedFromReason("The resource is sealed");
    }
    return super.match(search, resource, type, extract(search, resource));
  }

  private ResourceIndexedSearchParams extract(SearchParameterMap search, IBaseResource resource) {
    return plaintext.within(
        () ->
            extractor
                .get()
                .extractIndexedSearchParams(
                    resource,
                    null,
                    params ->
                        params.stream()
                            .filter(param -> search.containsKey(param.getName()))
                            .collect(Collectors.toCollection(ArrayList::new))));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Loads what a search found and decides about it. */
final class CandidateJudge {
  private final ISearchBuilder<JpaPid> hapi;
  private final Supplier<PermittedResults> permits;
  private final RequestDetails request;

  CandidateJudge(
      ISearchBuilder<JpaPid> hapi, Supplier<PermittedResults> permits, RequestDetails request) {
    this.hapi = hapi;
    this.permits = permits;
    this.request = request;
  }

  /**
   * The permitted ones with what was loaded, order kept.
   *
   * @param answers what the question is about at all; it counts as not found otherwise
   */
  Map<JpaPid, IBaseResource> matches(List<JpaPid> found, Predicate<IBaseResource> answers) {
    return permitted(found, List.of(), answers);
  }

  /** The same for what comes along with matches. */
  Map<JpaPid, IBaseResource> included(Collection<JpaPid> found) {
    List<JpaPid> ordered = List.copyOf(found);
    return permitted(ordered, ordered, resource -> true);
  }

  private Map<JpaPid, IBaseResource> permitted(
      List<JpaPid> found, List<JpaPid> included, Predicate<IBaseResource> answers) {
    List<IBaseResource> loaded = new ArrayList<>();
    if (!found.isEmpty()) {
      hapi.loadResourcesByPid(found, included, loaded, false, request);
    }
    Set<IBaseResource> permitted =
        permits
            .get()
            .of(loaded.stream().filter(Objects::nonNull).filter(answers).toList(), request);
    Map<JpaPid, IBaseResource> kept = new LinkedHashMap<>();
    for (int i = 0; i < loaded.size(); i++) {
      if (permitted.contains(loaded.get(i))) {
        kept.put(found.get(i), loaded.get(i));
      }
    }
    return kept;
  }
}

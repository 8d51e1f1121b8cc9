// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.jpa.searchparam.extractor.ISearchParamExtractor;
import ca.uhn.fhir.jpa.searchparam.extractor.PathAndRef;
import ca.uhn.fhir.jpa.searchparam.matcher.IndexedSearchParamExtractor;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fhirpre.server.deployment.Deployment;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Resource;

/** What HAPI, without the plug-in, would index of a readable resource. */
record Extraction(IndexedSearchParamExtractor rows, ISearchParamExtractor links) {

  static Extraction of(Deployment plain) {
    return new Extraction(
        plain.bean(IndexedSearchParamExtractor.class), plain.bean(ISearchParamExtractor.class));
  }

  Fact of(Resource resource) {
    String id = resource.getIdElement().toUnqualifiedVersionless().getValue();
    Set<String> found = new TreeSet<>();
    for (PathAndRef link : links.extractResourceLinks(resource, false)) {
      if (link.getRef() != null) {
        target(link).ifPresent(target -> found.add(link.getSearchParamName() + " " + target));
      }
    }
    return new Fact(id, resource, rows.extractIndexedSearchParams(resource, null), found);
  }

  private static Optional<String> target(PathAndRef link) {
    IIdType target = link.getRef().getReferenceElement();
    if (target.isEmpty() || target.isLocal()) {
      return Optional.empty();
    }
    boolean relative = target.hasResourceType() && !target.hasBaseUrl() && !link.isCanonical();
    return Optional.of(relative ? target.toUnqualifiedVersionless().getValue() : target.getValue());
  }
}

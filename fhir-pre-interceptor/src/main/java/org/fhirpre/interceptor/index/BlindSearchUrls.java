// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.data.IResourceSearchUrlDao;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.search.ResourceSearchUrlSvc;
import ca.uhn.fhir.jpa.searchparam.MatchUrlService;
import jakarta.persistence.EntityManager;

/** Stores a token of a conditional URL instead of the URL; uniqueness works as before. */
public class BlindSearchUrls extends ResourceSearchUrlSvc {
  private final Tokens tokens;
  private final MatchUrlService matchUrls;
  private final FhirContext fhir;

  public BlindSearchUrls(
      EntityManager entities,
      IResourceSearchUrlDao rows,
      MatchUrlService matchUrls,
      FhirContext fhir,
      PartitionSettings partitions,
      Tokens tokens) {
    super(entities, rows, matchUrls, fhir, partitions);
    this.tokens = tokens;
    this.matchUrls = matchUrls;
    this.fhir = fhir;
  }

  @Override
  public void enforceMatchUrlResourceUniqueness(String type, String url, ResourceTable entity) {
    if (!Indexing.of(type).blind()) {
      super.enforceMatchUrlResourceUniqueness(type, url, entity);
      return;
    }
    String canonical =
        matchUrls
            .translateMatchUrl(url, fhir.getResourceDefinition(type))
            .toNormalizedQueryString();
    String token = tokens.conditionalUrl(type, type + canonical);
    super.enforceMatchUrlResourceUniqueness(type, "_id=" + token, entity);
  }
}

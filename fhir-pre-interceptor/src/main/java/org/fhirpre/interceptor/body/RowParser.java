// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.JpaStorageResourceParser;
import ca.uhn.fhir.jpa.model.entity.BaseTag;
import ca.uhn.fhir.jpa.model.entity.IBaseResourceEntity;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Collection;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HAPI's reader of one row. Where the row's text is not even the address of a body, HAPI would fail
 * the whole request; of a type that may be sealed, {@link Unreadable} stands for it instead, like
 * for every other altered row.
 */
public final class RowParser extends JpaStorageResourceParser {
  private static final Logger log = LoggerFactory.getLogger(RowParser.class);

  private final FhirContext fhir;

  public RowParser(FhirContext fhir) {
    this.fhir = fhir;
  }

  @Override
  @SuppressWarnings("unchecked") // HAPI asks for the type of the row or for any
  public <R extends IBaseResource> R toResource(
      @Nullable RequestDetails request,
      Class<R> type,
      IBaseResourceEntity<?> row,
      @Nullable Collection<BaseTag> tags,
      boolean forHistory) {
    try {
      return super.toResource(request, type, row, tags, forHistory);
    } catch (IllegalArgumentException | NullPointerException | DataFormatException refused) {
      // No address, an unknown store, no JSON: HAPI has one of these for each.
      if (!SealedTypes.possible(row.getResourceType())) {
        throw refused;
      }
      log.error("stored body is unreadable code=NO_ADDRESS");
      return (R) standIn(row, forHistory);
    }
  }

  private IBaseResource standIn(IBaseResourceEntity<?> row, boolean forHistory) {
    IBaseResource empty = fhir.getResourceDefinition(row.getResourceType()).newInstance();
    return populateResourceMetadata(
        row, forHistory, List.of(), row.getVersion(), Unreadable.mark(empty));
  }
}

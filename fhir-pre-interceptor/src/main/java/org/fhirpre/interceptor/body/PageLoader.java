// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.dao.IResourceMetadataExtractorSvc;
import ca.uhn.fhir.jpa.esr.ExternallyStoredResourceServiceRegistry;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.ResourceEncodingEnum;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.jpa.partition.IPartitionLookupSvc;
import ca.uhn.fhir.jpa.search.BatchResourceLoader;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.util.IMetaTagSorter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * HAPI's reader of a page of rows. HAPI reads all bodies of a page at once and fails with the first
 * bad one, and gives rows of equal text one object; a page with either is read row by row.
 */
public final class PageLoader extends BatchResourceLoader {
  private final RowParser parser;

  /** What HAPI's reader asks for. */
  public record Host(
      FhirContext fhir,
      IResourceMetadataExtractorSvc metadata,
      ExternallyStoredResourceServiceRegistry stores,
      IMetaTagSorter tagSorter,
      PartitionSettings partitioning,
      IPartitionLookupSvc partitions) {}

  public PageLoader(Host host, RowParser parser) {
    super(
        host.fhir(),
        host.metadata(),
        parser,
        host.stores(),
        host.tagSorter(),
        host.partitioning(),
        host.partitions());
    this.parser = parser;
  }

  @Override
  public List<ResourceLoadResult> loadResources(
      List<ResourceHistoryTable> rows, boolean forHistory) {
    if (hasCopies(rows)) {
      return oneByOne(rows, forHistory);
    }
    try {
      return super.loadResources(rows, forHistory);
    } catch (IllegalArgumentException | NullPointerException | DataFormatException oneIsBad) {
      return oneByOne(rows, forHistory);
    }
  }

  private List<ResourceLoadResult> oneByOne(List<ResourceHistoryTable> rows, boolean forHistory) {
    return rows.stream().map(row -> one(row, forHistory)).toList();
  }

  private ResourceLoadResult one(ResourceHistoryTable row, boolean forHistory) {
    boolean deleted = row.getDeleted() != null || row.getEncoding() == ResourceEncodingEnum.DEL;
    return new ResourceLoadResult(
        row.getPersistentId(), deleted ? null : parser.toResource(row, forHistory), deleted);
  }

  private static boolean hasCopies(List<ResourceHistoryTable> rows) {
    Set<String> texts = new HashSet<>();
    return rows.stream()
        .map(ResourceHistoryTable::getResourceTextVc)
        .anyMatch(text -> text != null && !texts.add(text));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.hapi;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.ClientIdStrategyEnum;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.IdStrategyEnum;
import ca.uhn.fhir.jpa.model.entity.NormalizedQuantitySearchLevel;
import ca.uhn.fhir.jpa.model.entity.StorageSettings.IndexEnabledEnum;

/**
 * HAPI's storage settings. The plug-in insists on these values in every host; they stand here too,
 * so that HAPI without the plug-in runs with the same ones and can be compared.
 */
final class StorageSettings {
  private StorageSettings() {}

  static JpaStorageSettings shared() {
    JpaStorageSettings settings = new JpaStorageSettings();
    settings.setResourceServerIdStrategy(IdStrategyEnum.UUID);
    settings.setResourceClientIdStrategy(ClientIdStrategyEnum.ANY);
    settings.setReuseCachedSearchResultsForMillis(null);
    settings.setUpdateWithHistoryRewriteEnabled(false);
    settings.setStoreMetaSourceInformation(JpaStorageSettings.StoreMetaSourceInformationEnum.NONE);
    settings.setIndexMissingFields(IndexEnabledEnum.DISABLED);
    settings.setAutoCreatePlaceholderReferenceTargets(false);
    settings.setMassIngestionMode(false);
    settings.setMatchUrlCacheEnabled(false);
    settings.setMarkResourcesForReindexingUponSearchParameterChange(false);
    settings.setIndexStorageOptimized(true);
    settings.setAllowExternalReferences(false);
    settings.setExpungeEnabled(true);
    settings.setEnableBulkExportJobReuse(false);
    settings.setPreExpandValueSets(false); // needs Hibernate Search
    noPlaintextIndexes(settings);
    return settings;
  }

  private static void noPlaintextIndexes(JpaStorageSettings settings) {
    settings.setUniqueIndexesEnabled(false);
    settings.setIndexOnUpliftedRefchains(false);
    settings.setIndexOnContainedResources(false);
    settings.setIndexIdentifierOfType(false);
    settings.setNormalizedQuantitySearchLevel(
        NormalizedQuantitySearchLevel.NORMALIZED_QUANTITY_SEARCH_NOT_SUPPORTED);
    settings.setLastNEnabled(false);
    settings.setLanguageSearchParameterEnabled(false);
    settings.setSuppressStringIndexingInTokens(true);
    settings.setAllowContainsSearches(false);
    settings.setFilterParameterEnabled(false);
    settings.setHibernateSearchIndexFullText(false);
    settings.setHibernateSearchIndexSearchParams(false);
    settings.setStoreResourceInHSearchIndex(false);
    settings.setUseOrdinalDatesForDayPrecisionSearches(false);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.ClientIdStrategyEnum;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.IdStrategyEnum;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.StoreMetaSourceInformationEnum;
import ca.uhn.fhir.jpa.model.entity.NormalizedQuantitySearchLevel;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Storage settings that a host cannot choose: each other value would store something readable. */
public final class StorageRules {
  private static final List<Rule<?>> RULES = rules();

  private StorageRules() {}

  private record Rule<T>(
      String name,
      Function<JpaStorageSettings, T> get,
      BiConsumer<JpaStorageSettings, T> set,
      T value) {

    boolean holds(JpaStorageSettings settings) {
      return Objects.equals(get.apply(settings), value);
    }

    void apply(JpaStorageSettings settings) {
      set.accept(settings, value);
    }
  }

  /**
   * Sets what must be.
   *
   * @return names of the settings that had another value
   */
  public static List<String> apply(JpaStorageSettings settings) {
    List<String> changed = broken(settings);
    RULES.forEach(rule -> rule.apply(settings));
    return changed;
  }

  /** Names of the settings that do not hold. */
  public static List<String> broken(JpaStorageSettings settings) {
    return RULES.stream().filter(rule -> !rule.holds(settings)).map(Rule::name).toList();
  }

  private static List<Rule<?>> rules() {
    List<Rule<?>> rules = new ArrayList<>(identity());
    rules.addAll(indexForms());
    rules.addAll(plaintextStores());
    return List.copyOf(rules);
  }

  private static List<Rule<?>> identity() {
    return List.of(
        new Rule<>(
            "resourceServerIdStrategy",
            JpaStorageSettings::getResourceServerIdStrategy,
            JpaStorageSettings::setResourceServerIdStrategy,
            IdStrategyEnum.UUID),
        new Rule<>(
            "resourceClientIdStrategy",
            JpaStorageSettings::getResourceClientIdStrategy,
            JpaStorageSettings::setResourceClientIdStrategy,
            ClientIdStrategyEnum.ANY),
        new Rule<>(
            "storeMetaSourceInformation",
            JpaStorageSettings::getStoreMetaSourceInformation,
            JpaStorageSettings::setStoreMetaSourceInformation,
            StoreMetaSourceInformationEnum.NONE));
  }

  private static List<Rule<?>> indexForms() {
    return List.of(
        off(
            "uniqueIndexesEnabled",
            JpaStorageSettings::isUniqueIndexesEnabled,
            JpaStorageSettings::setUniqueIndexesEnabled),
        off(
            "indexOnUpliftedRefchains",
            StorageSettings::isIndexOnUpliftedRefchains,
            StorageSettings::setIndexOnUpliftedRefchains),
        off(
            "indexOnContainedResources",
            StorageSettings::isIndexOnContainedResources,
            StorageSettings::setIndexOnContainedResources),
        off(
            "indexOnContainedResourcesRecursively",
            StorageSettings::isIndexOnContainedResourcesRecursively,
            StorageSettings::setIndexOnContainedResourcesRecursively),
        off(
            "indexIdentifierOfType",
            StorageSettings::isIndexIdentifierOfType,
            StorageSettings::setIndexIdentifierOfType),
        new Rule<>(
            "normalizedQuantitySearchLevel",
            JpaStorageSettings::getNormalizedQuantitySearchLevel,
            JpaStorageSettings::setNormalizedQuantitySearchLevel,
            NormalizedQuantitySearchLevel.NORMALIZED_QUANTITY_SEARCH_NOT_SUPPORTED),
        off(
            "lastNEnabled",
            JpaStorageSettings::isLastNEnabled,
            JpaStorageSettings::setLastNEnabled),
        off(
            "languageSearchParameterEnabled",
            StorageSettings::isLanguageSearchParameterEnabled,
            StorageSettings::setLanguageSearchParameterEnabled),
        new Rule<>(
            "indexMissingFields",
            JpaStorageSettings::getIndexMissingFields,
            JpaStorageSettings::setIndexMissingFields,
            StorageSettings.IndexEnabledEnum.DISABLED),
        new Rule<>(
            "suppressStringIndexingInTokens",
            StorageSettings::isSuppressStringIndexingInTokens,
            StorageSettings::setSuppressStringIndexingInTokens,
            true),
        off(
            "allowContainsSearches",
            StorageSettings::isAllowContainsSearches,
            StorageSettings::setAllowContainsSearches),
        off(
            "filterParameterEnabled",
            JpaStorageSettings::isFilterParameterEnabled,
            JpaStorageSettings::setFilterParameterEnabled),
        off(
            "hibernateSearchIndexFullText",
            StorageSettings::isHibernateSearchIndexFullText,
            StorageSettings::setHibernateSearchIndexFullText),
        off(
            "hibernateSearchIndexSearchParams",
            JpaStorageSettings::isHibernateSearchIndexSearchParams,
            JpaStorageSettings::setHibernateSearchIndexSearchParams),
        off(
            "useOrdinalDatesForDayPrecisionSearches",
            StorageSettings::getUseOrdinalDatesForDayPrecisionSearches,
            StorageSettings::setUseOrdinalDatesForDayPrecisionSearches));
  }

  private static List<Rule<?>> plaintextStores() {
    return List.of(
        new Rule<>(
            "reuseCachedSearchResultsForMillis",
            settings -> Optional.ofNullable(settings.getReuseCachedSearchResultsForMillis()),
            (settings, millis) ->
                settings.setReuseCachedSearchResultsForMillis(millis.orElse(null)),
            Optional.<Long>empty()),
        off(
            "enableBulkExportJobReuse", // one reader would be pointed to another's files
            JpaStorageSettings::getEnableBulkExportJobReuse,
            JpaStorageSettings::setEnableBulkExportJobReuse),
        off(
            "updateWithHistoryRewriteEnabled",
            JpaStorageSettings::isUpdateWithHistoryRewriteEnabled,
            JpaStorageSettings::setUpdateWithHistoryRewriteEnabled),
        off(
            "storeResourceInHSearchIndex",
            JpaStorageSettings::isStoreResourceInHSearchIndex,
            JpaStorageSettings::setStoreResourceInHSearchIndex),
        off(
            "autoCreatePlaceholderReferenceTargets",
            StorageSettings::isAutoCreatePlaceholderReferenceTargets,
            StorageSettings::setAutoCreatePlaceholderReferenceTargets),
        off(
            "massIngestionMode",
            StorageSettings::isMassIngestionMode,
            StorageSettings::setMassIngestionMode),
        off(
            "matchUrlCacheEnabled",
            JpaStorageSettings::isMatchUrlCacheEnabled,
            JpaStorageSettings::setMatchUrlCacheEnabled),
        off(
            "markResourcesForReindexingUponSearchParameterChange",
            JpaStorageSettings::isMarkResourcesForReindexingUponSearchParameterChange,
            JpaStorageSettings::setMarkResourcesForReindexingUponSearchParameterChange));
  }

  private static Rule<Boolean> off(
      String name,
      Function<JpaStorageSettings, Boolean> get,
      BiConsumer<JpaStorageSettings, Boolean> set) {
    return new Rule<>(name, get, set, false);
  }
}

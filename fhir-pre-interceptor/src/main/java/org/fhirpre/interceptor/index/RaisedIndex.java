// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.fhirpre.consent.ResourceAttributes;

/**
 * Moves the index rows of a resource that became sensitive from the tenant's keys to its patients':
 * what its policy attributes can tell (codes, clinical date) is written anew, everything else is
 * deleted and comes back with the next write. Identifiers stay, as they do for every sensitive
 * resource.
 *
 * <p>Thread safety: called concurrently, in a transaction that holds the resource's lock.
 */
public final class RaisedIndex {
  private static final List<String> CHANGES =
      List.of(
          "DELETE FROM HFJ_SPIDX_STRING WHERE RES_ID = :id",
          "DELETE FROM HFJ_SPIDX_URI WHERE RES_ID = :id",
          // what is left says only that there is a value, which :missing needs
          "UPDATE HFJ_SPIDX_NUMBER SET SP_VALUE = NULL WHERE RES_ID = :id",
          "UPDATE HFJ_SPIDX_QUANTITY SET SP_VALUE = NULL, SP_SYSTEM = NULL, SP_UNITS = NULL,"
              + " HASH_IDENTITY_AND_UNITS = NULL, HASH_IDENTITY_SYS_UNITS = NULL"
              + " WHERE RES_ID = :id",
          "DELETE FROM HFJ_RES_TAG WHERE RES_ID = :id",
          "DELETE FROM HFJ_HISTORY_TAG WHERE RES_ID = :id",
          "DELETE FROM HFJ_RES_LINK WHERE SRC_RESOURCE_ID = :id"
              + " AND TARGET_RESOURCE_TYPE IN (:telling)");

  private final Tokens tokens;
  private final DateScale dates;
  private final RecoveredValues recovered;
  private final StorageSettings settings;
  private final Supplier<EntityManager> entities;

  public RaisedIndex(
      Tokens tokens,
      DateScale dates,
      RecoveredValues recovered,
      StorageSettings settings,
      Supplier<EntityManager> entities) {
    this.tokens = tokens;
    this.dates = dates;
    this.recovered = recovered;
    this.settings = settings;
    this.entities = entities;
  }

  /**
   * @param attributes with the labels of now
   * @param resource HAPI's number
   */
  public void raise(ResourceAttributes attributes, long resource) {
    String type = attributes.type();
    if (Indexing.of(type) == Indexing.BLIND_FOR_TENANT) {
      return;
    }
    EntityManager database = entities.get();
    ResourceTable entity =
        database
            .createQuery(
                "SELECT t FROM ResourceTable t WHERE t.myPid.myId = :id", ResourceTable.class)
            .setParameter("id", resource)
            .getSingleResult();
    List<ResourceIndexedSearchParamToken> rows =
        rows(database, ResourceIndexedSearchParamToken.class, resource);
    RowFactory factory = recovered.rows(entity);
    ResourceIndexedSearchParams values =
        recovered.of(
            attributes,
            entity,
            new TenantRows(
                rows,
                rows(database, ResourceIndexedSearchParamNumber.class, resource),
                new Blinding(tokens, dates, type, attributes.id(), List.of(Scope.TENANT)),
                factory));
    Blinding blinding =
        new Blinding(tokens, dates, type, attributes.id(), IndexScopes.patients(attributes));
    new BlindRows(blinding, factory, param -> true).replace(values);
    exchange(database, resource, rows, recovered.identifier(entity), values);
  }

  private void exchange(
      EntityManager database,
      long resource,
      List<ResourceIndexedSearchParamToken> old,
      long identifier,
      ResourceIndexedSearchParams made) {
    for (String change : CHANGES) {
      var query = database.createNativeQuery(change).setParameter("id", resource);
      if (change.contains(":telling")) {
        query.setParameter("telling", BlindExtractor.TELLING_TARGETS);
      }
      query.executeUpdate();
    }
    old.stream().filter(row -> row.getHashIdentity() != identifier).forEach(database::remove);
    List<BaseResourceIndexedSearchParam> written = new ArrayList<>(made.myTokenParams);
    written.addAll(made.myNumberParams);
    for (BaseResourceIndexedSearchParam row : written) {
      row.setResourceId(resource);
      row.calculateHashes();
      if (settings.isIndexStorageOptimized()) {
        row.optimizeIndexStorage();
      }
      database.persist(row);
    }
  }

  private static <T extends BaseResourceIndexedSearchParam> List<T> rows(
      EntityManager database, Class<T> kind, long resource) {
    return database
        .createQuery(
            "SELECT t FROM " + kind.getSimpleName() + " t WHERE t.myResourceId = :id", kind)
        .setParameter("id", resource)
        .getResultList();
  }
}

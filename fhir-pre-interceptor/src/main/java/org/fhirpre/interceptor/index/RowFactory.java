// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantity;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamUri;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import java.math.BigDecimal;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Makes HAPI's index rows for one resource; all values that come in here are tokens. */
final class RowFactory {
  private final PartitionSettings partitions;
  private final StorageSettings settings;
  private final ResourceTable entity;
  private final Date updated;

  RowFactory(
      PartitionSettings partitions, StorageSettings settings, ResourceTable entity, Date updated) {
    this.partitions = partitions;
    this.settings = settings;
    this.entity = entity;
    this.updated = updated;
  }

  ResourceIndexedSearchParamToken token(
      String param, @Nullable String system, @Nullable String value) {
    return of(new ResourceIndexedSearchParamToken(partitions, type(), param, system, value));
  }

  /** HAPI hashes both columns, so both hold the token. */
  ResourceIndexedSearchParamString string(String param, String token) {
    return of(
        new ResourceIndexedSearchParamString(partitions, settings, type(), param, token, token));
  }

  ResourceIndexedSearchParamUri uri(String param, String token) {
    return of(new ResourceIndexedSearchParamUri(partitions, type(), param, token));
  }

  /** Token of an interval. */
  ResourceIndexedSearchParamNumber number(String param, String token) {
    return of(new ResourceIndexedSearchParamNumber(partitions, type(), param, number(token)));
  }

  /** Token of an interval with those of its unit. */
  ResourceIndexedSearchParamQuantity quantity(
      String param, String unitOfSystem, String unit, String token) {
    return of(
        new ResourceIndexedSearchParamQuantity(
            partitions, type(), param, number(token), unitOfSystem, unit));
  }

  private static BigDecimal number(String token) {
    return BigDecimal.valueOf(Tokens.number(token));
  }

  /** A row that says only that there is a value: HAPI's join and {@code :missing} need it. */
  ResourceIndexedSearchParamDate dateMarker(String param) {
    return of(
        new ResourceIndexedSearchParamDate(
            partitions, type(), param, null, null, null, null, null));
  }

  /** The same for a quantity whose values stand under other parameters. */
  ResourceIndexedSearchParamQuantity quantityMarker(String param) {
    return of(new ResourceIndexedSearchParamQuantity(partitions, type(), param, null, null, null));
  }

  private String type() {
    return entity.getResourceType();
  }

  private <T extends BaseResourceIndexedSearchParam> T of(T row) {
    row.setStorageSettings(settings);
    row.setResource(entity);
    row.setPartitionId(entity.getPartitionId());
    row.setUpdated(updated);
    return row;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.model.config.PartitionSettings;
import ca.uhn.fhir.jpa.model.entity.BaseResourceIndexedSearchParam;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import ca.uhn.fhir.jpa.model.entity.StorageSettings;
import ca.uhn.fhir.jpa.searchparam.extractor.ResourceIndexedSearchParams;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fhirpre.consent.Range;
import org.fhirpre.consent.ResourceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Which search parameters of a stored resource hold the codes and the date of its policy
 * attributes. Found by making the tokens again and looking for them among the rows that are there,
 * so that nothing is indexed under a parameter that it was not indexed under before.
 */
public final class RecoveredValues {
  private final PartitionSettings partitions;
  private final StorageSettings settings;
  private final Supplier<ISearchParamRegistry> params;

  public RecoveredValues(
      PartitionSettings partitions,
      StorageSettings settings,
      Supplier<ISearchParamRegistry> params) {
    this.partitions = partitions;
    this.settings = settings;
    this.params = params;
  }

  RowFactory rows(ResourceTable entity) {
    return new RowFactory(partitions, settings, entity, entity.getUpdatedDate());
  }

  long identifier(ResourceTable entity) {
    return identity(entity, Indexing.IDENTIFIER);
  }

  /** Readable rows, to be blinded. */
  ResourceIndexedSearchParams of(
      ResourceAttributes attributes, ResourceTable entity, TenantRows stored) {
    ResourceIndexedSearchParams found = ResourceIndexedSearchParams.withSets();
    RowFactory plain = rows(entity);
    for (RuntimeSearchParam param : known(attributes.type())) {
      String name = param.getName();
      long identity = identity(entity, name);
      switch (param.getParamType()) {
        case TOKEN ->
            attributes.codes().stream()
                .filter(code -> stored.has(name, identity, code))
                .map(code -> plain.token(name, code.system(), code.code()))
                .forEach(found.myTokenParams::add);
        case DATE ->
            attributes
                .effective()
                .flatMap(range -> date(name, identity, range, stored))
                .ifPresent(found.myDateParams::add);
        default -> {
          // texts, numbers and addresses are not in the attributes
        }
      }
    }
    return found;
  }

  private List<RuntimeSearchParam> known(String type) {
    return params
        .get()
        .getActiveSearchParams(type, ISearchParamRegistry.SearchParamLookupContextEnum.INDEX)
        .values()
        .stream()
        .filter(param -> !param.getName().equals(Indexing.IDENTIFIER))
        .toList();
  }

  // HAPI ends a span at its last instant, and a moment where it begins.
  private Optional<ResourceIndexedSearchParamDate> date(
      String param, long identity, Range range, TenantRows stored) {
    Stream<@Nullable Instant> ends =
        range.end().equals(Instant.MAX)
            ? Stream.of((Instant) null)
            : Stream.of(
                range.start(),
                range.end().minus(Duration.ofMillis(1)),
                range.end().minus(Duration.ofSeconds(1)),
                range.end());
    return ends.map(end -> row(param, range.start(), end))
        .filter(row -> stored.has(param, identity, row))
        .findFirst();
  }

  private ResourceIndexedSearchParamDate row(String param, Instant start, @Nullable Instant end) {
    ResourceIndexedSearchParamDate row = new ResourceIndexedSearchParamDate();
    row.setParamName(param);
    row.setValueLow(start.equals(Instant.MIN) ? null : Date.from(start));
    row.setValueHigh(end == null ? null : Date.from(end));
    return row;
  }

  private long identity(ResourceTable entity, String param) {
    return BaseResourceIndexedSearchParam.calculateHashIdentity(
        partitions, entity.getPartitionId(), entity.getResourceType(), param);
  }
}

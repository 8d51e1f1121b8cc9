// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fhirpre.terminology.Label;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a resource has under tenant keys, to ask whether a value is among them: a keyed token
 * cannot be turned back, but made again.
 */
final class TenantRows {
  private final Set<Row> rows = new HashSet<>();
  private final Set<Ranged> numbers = new HashSet<>();
  private final Blinding tenant;
  private final RowFactory factory;

  private record Row(long identity, @Nullable String system, @Nullable String value) {}

  private record Ranged(long identity, long value) {}

  TenantRows(
      Collection<ResourceIndexedSearchParamToken> tokens,
      Collection<ResourceIndexedSearchParamNumber> ranges,
      Blinding tenant,
      RowFactory factory) {
    ranges.stream()
        .filter(row -> row.getValue() != null)
        .map(row -> new Ranged(row.getHashIdentity(), row.getValue().longValue()))
        .forEach(numbers::add);
    tokens.forEach(
        row -> rows.add(new Row(row.getHashIdentity(), row.getSystem(), row.getValue())));
    this.tenant = tenant;
    this.factory = factory;
  }

  /** Whether the parameter was indexed with this code. */
  boolean has(String param, long identity, Label code) {
    Slot slot = tenant.slots(param).get(0);
    Tokens tokens = tenant.tokens();
    return rows.contains(
        new Row(identity, tokens.system(slot, code.system()), tokens.code(slot, code.code())));
  }

  /** Whether the parameter was indexed with this span of time. */
  boolean has(String param, long identity, ResourceIndexedSearchParamDate date) {
    return new RangeRows(tenant, factory)
        .dates(param, List.of(date)).stream()
            .allMatch(row -> numbers.contains(new Ranged(identity, row.getValue().longValue())));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interval tokens of dates, numbers and quantities. They stand as numbers in HAPI's tables of
 * numbers and quantities, which have fewer indexes than that of tokens.
 */
final class RangeRows {
  private final Blinding blinding;
  private final RowFactory rows;

  RangeRows(Blinding blinding, RowFactory rows) {
    this.blinding = blinding;
    this.rows = rows;
  }

  List<ResourceIndexedSearchParamNumber> dates(
      String param, List<ResourceIndexedSearchParamDate> plain) {
    List<ResourceIndexedSearchParamNumber> blinded = new ArrayList<>();
    Resolution resolution = Resolution.ofDate(blinding.type(), param);
    for (Slot slot : blinding.slots(param)) {
      for (ResourceIndexedSearchParamDate date : plain) {
        long low = low(resolution, date);
        long high = high(resolution, date);
        if (low == high) {
          blinded.addAll(path(slot, TokenKind.PT, resolution, low));
        } else {
          blinded.addAll(path(slot, TokenKind.LO, resolution, low));
          blinded.addAll(path(slot, TokenKind.HI, resolution, high));
        }
      }
    }
    return blinded;
  }

  List<ResourceIndexedSearchParamNumber> numbers(
      String param, List<ResourceIndexedSearchParamNumber> plain) {
    List<ResourceIndexedSearchParamNumber> blinded = new ArrayList<>();
    for (Slot slot : blinding.slots(param)) {
      for (ResourceIndexedSearchParamNumber number : plain) {
        long value = NumberScale.of(number.getValue());
        blinded.addAll(path(slot, TokenKind.Q, Resolution.NUMBER, value));
      }
    }
    return blinded;
  }

  List<ResourceIndexedSearchParamQuantity> quantities(
      String param, List<ResourceIndexedSearchParamQuantity> plain) {
    if (RangeParams.union(blinding.type(), param)) {
      return List.of(rows.quantityMarker(param));
    }
    List<ResourceIndexedSearchParamQuantity> blinded = new ArrayList<>();
    for (Slot slot : blinding.slots(param)) {
      for (int i = 0; i < plain.size(); i++) {
        blinded.addAll(quantity(slot, plain.get(i), i));
      }
    }
    return blinded;
  }

  private List<ResourceIndexedSearchParamQuantity> quantity(
      Slot slot, ResourceIndexedSearchParamQuantity quantity, int index) {
    Tokens tokens = blinding.tokens();
    String unit = text(quantity.getUnits());
    String system = text(quantity.getSystem());
    String units = unit == null ? blinding.padding(slot, 2 * index) : tokens.unit(slot, unit);
    String unitOfSystem =
        unit == null || system == null
            ? blinding.padding(slot, 2 * index + 1)
            : tokens.unitOfSystem(slot, system, unit);
    long value = NumberScale.of(quantity.getValue());
    return tokens.path(slot, TokenKind.Q, Resolution.NUMBER, value).stream()
        .map(token -> rows.quantity(slot.param(), unitOfSystem, units, token))
        .toList();
  }

  private List<ResourceIndexedSearchParamNumber> path(
      Slot slot, TokenKind kind, Resolution resolution, long value) {
    return blinding.tokens().path(slot, kind, resolution, value).stream()
        .map(token -> rows.number(slot.param(), token))
        .toList();
  }

  private long low(Resolution resolution, ResourceIndexedSearchParamDate date) {
    Integer ordinal = date.getValueLowDateOrdinal();
    if (resolution == Resolution.DAY && ordinal != null) {
      return DateScale.day(ordinal);
    }
    Instant low = instant(date.getValueLow());
    return low == null ? 0 : blinding.dates().of(resolution, low);
  }

  private long high(Resolution resolution, ResourceIndexedSearchParamDate date) {
    Integer ordinal = date.getValueHighDateOrdinal();
    if (resolution == Resolution.DAY && ordinal != null) {
      return DateScale.day(ordinal);
    }
    Instant high = instant(date.getValueHigh());
    return high == null ? resolution.max() : blinding.dates().of(resolution, high);
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }

  private static @Nullable String text(@Nullable String hapi) {
    return hapi == null || hapi.isBlank() ? null : hapi;
  }
}

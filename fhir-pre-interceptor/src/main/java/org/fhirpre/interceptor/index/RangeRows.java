// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamDate;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamNumber;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamQuantity;
import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Interval tokens of dates, numbers and quantities; they stand among the token rows. */
final class RangeRows {
  private final Blinding blinding;
  private final RowFactory rows;

  RangeRows(Blinding blinding, RowFactory rows) {
    this.blinding = blinding;
    this.rows = rows;
  }

  List<ResourceIndexedSearchParamToken> dates(
      String param, List<ResourceIndexedSearchParamDate> plain) {
    List<ResourceIndexedSearchParamToken> blinded = new ArrayList<>();
    Resolution resolution = Resolution.ofDate(blinding.type(), param);
    for (Slot slot : blinding.slots(param)) {
      for (ResourceIndexedSearchParamDate date : plain) {
        long low = low(resolution, date);
        long high = high(resolution, date);
        if (low == high) {
          addPath(blinded, slot, TokenKind.PT, resolution, low);
        } else {
          addPath(blinded, slot, TokenKind.LO, resolution, low);
          addPath(blinded, slot, TokenKind.HI, resolution, high);
        }
      }
    }
    return blinded;
  }

  List<ResourceIndexedSearchParamToken> numbers(
      String param, List<ResourceIndexedSearchParamNumber> plain) {
    List<ResourceIndexedSearchParamToken> blinded = new ArrayList<>();
    for (Slot slot : blinding.slots(param)) {
      for (ResourceIndexedSearchParamNumber number : plain) {
        long value = NumberScale.of(number.getValue());
        addPath(blinded, slot, TokenKind.Q, Resolution.NUMBER, value);
      }
    }
    return blinded;
  }

  List<ResourceIndexedSearchParamToken> quantities(
      String param, List<ResourceIndexedSearchParamQuantity> plain) {
    List<ResourceIndexedSearchParamToken> blinded = new ArrayList<>();
    for (Slot slot : blinding.slots(param)) {
      for (int i = 0; i < plain.size(); i++) {
        addQuantity(blinded, slot, plain.get(i), i);
      }
    }
    return blinded;
  }

  private void addQuantity(
      List<ResourceIndexedSearchParamToken> blinded,
      Slot slot,
      ResourceIndexedSearchParamQuantity quantity,
      int index) {
    Tokens tokens = blinding.tokens();
    String unit = text(quantity.getUnits());
    String system = text(quantity.getSystem());
    String unitToken = unit == null ? null : tokens.unit(slot, unit);
    long value = NumberScale.of(quantity.getValue());
    for (String token : tokens.path(slot, TokenKind.Q, Resolution.NUMBER, value)) {
      blinded.add(rows.token(slot.param(), unitToken, token));
    }
    String inSystem =
        unit == null || system == null
            ? blinding.padding(slot, index)
            : tokens.unitOfSystem(slot, system, unit);
    blinded.add(rows.token(slot.param(), null, inSystem));
  }

  private void addPath(
      List<ResourceIndexedSearchParamToken> blinded,
      Slot slot,
      TokenKind kind,
      Resolution resolution,
      long value) {
    for (String token : blinding.tokens().path(slot, kind, resolution, value)) {
      blinded.add(rows.token(slot.param(), null, token));
    }
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

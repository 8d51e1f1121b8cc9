// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamString;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * String parameters: whole and exact value, and all prefixes of names. The number of rows tells
 * only the number of values, rounded up to a power of two.
 */
final class StringRows {
  private final Blinding blinding;
  private final RowFactory rows;

  StringRows(Blinding blinding, RowFactory rows) {
    this.blinding = blinding;
    this.rows = rows;
  }

  List<ResourceIndexedSearchParamString> blind(
      String param, List<ResourceIndexedSearchParamString> plain) {
    Set<String> values = new LinkedHashSet<>();
    plain.forEach(row -> values.add(row.getValueExact()));
    int perValue = Names.contains(param) ? 2 + Names.PREFIXES : 2;
    int wanted = Blinding.padded(values.size()) * perValue;
    List<ResourceIndexedSearchParamString> blinded = new ArrayList<>();
    for (Slot slot : blinding.slots(param)) {
      Set<String> tokens = new LinkedHashSet<>();
      values.forEach(value -> add(tokens, slot, value));
      for (int i = 0; tokens.size() < wanted; i++) {
        tokens.add(blinding.padding(slot, i));
      }
      tokens.forEach(token -> blinded.add(rows.string(param, token)));
    }
    return blinded;
  }

  private void add(Set<String> tokens, Slot slot, String value) {
    Tokens blind = blinding.tokens();
    String normal = Normal.form(value);
    tokens.add(blind.exact(slot, value));
    tokens.add(blind.whole(slot, normal));
    if (Names.contains(slot.param())) {
      int longest = Math.min(Normal.length(normal), Names.MAX_PREFIX);
      for (int length = Names.MIN_PREFIX; length <= longest; length++) {
        tokens.add(blind.prefix(slot, normal, length));
      }
    }
  }
}

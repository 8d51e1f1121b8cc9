// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import ca.uhn.fhir.jpa.model.entity.ResourceIndexedSearchParamToken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Token parameters, padded to a power of two of rows. */
final class CodeRows {
  private final Blinding blinding;
  private final RowFactory rows;

  CodeRows(Blinding blinding, RowFactory rows) {
    this.blinding = blinding;
    this.rows = rows;
  }

  List<ResourceIndexedSearchParamToken> blind(
      String param, List<ResourceIndexedSearchParamToken> plain) {
    List<ResourceIndexedSearchParamToken> blinded = new ArrayList<>();
    for (Slot slot : blinding.slots(param)) {
      Set<Pair> pairs = new LinkedHashSet<>();
      plain.forEach(row -> pairs.add(pair(slot, row.getSystem(), row.getValue())));
      pad(slot, pairs);
      pairs.forEach(pair -> blinded.add(rows.token(param, pair.system, pair.value)));
    }
    return blinded;
  }

  private Pair pair(Slot slot, @Nullable String system, @Nullable String value) {
    Tokens tokens = blinding.tokens();
    String code = value == null || value.isBlank() ? null : tokens.code(slot, value);
    if (system == null || system.isBlank()) {
      return new Pair(null, code);
    }
    if (slot.param().equals(Indexing.IDENTIFIER)) {
      return new Pair(tokens.identifier(slot, system, value == null ? "" : value), code);
    }
    return new Pair(tokens.system(slot, system), code);
  }

  private void pad(Slot slot, Set<Pair> pairs) {
    int wanted = Blinding.padded(pairs.size());
    for (int i = 0; pairs.size() < wanted; i++) {
      pairs.add(new Pair(blinding.padding(slot, 2 * i), blinding.padding(slot, 2 * i + 1)));
    }
  }

  private record Pair(@Nullable String system, @Nullable String value) {}
}

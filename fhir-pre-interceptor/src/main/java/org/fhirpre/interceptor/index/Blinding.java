// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.List;

/**
 * What one resource is blinded with.
 *
 * @param type FHIR type
 * @param id logical id; makes padding the resource's own
 * @param scopes one set of rows each
 */
record Blinding(Tokens tokens, DateScale dates, String type, String id, List<Scope> scopes) {

  /** Slots of a parameter: the resource's scopes, or the tenant alone for identifiers. */
  List<Slot> slots(String param) {
    int epoch = tokens.epochs().get(0);
    List<Scope> used = param.equals(Indexing.IDENTIFIER) ? List.of(Scope.TENANT) : scopes;
    return used.stream().map(scope -> new Slot(epoch, scope, type, param)).toList();
  }

  String padding(Slot slot, int index) {
    return tokens.padding(slot, id, index);
  }

  /** 1, 2, 4, 8, …: the least that holds {@code size}. */
  static int padded(int size) {
    return size <= 1 ? 1 : Integer.highestOneBit(size - 1) << 1;
  }
}

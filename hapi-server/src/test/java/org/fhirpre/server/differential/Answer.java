// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server answered to one query, all pages joined.
 *
 * @param ids literal references in the order of the pages
 * @param code first code of the OperationOutcome of a refusal, else empty
 * @param total what the first page says; -1 if it says nothing
 * @param full whether every page but the last one holds as many matches as were asked for
 */
record Answer(int status, List<String> ids, String code, int total, boolean full) {
  static final int OK = 200;

  Answer {
    ids = List.copyOf(ids);
  }

  boolean found() {
    return status == OK;
  }

  Set<String> set() {
    return new TreeSet<>(ids);
  }
}

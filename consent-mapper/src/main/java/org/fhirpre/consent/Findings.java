// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.ArrayList;
import java.util.List;

/** Collects findings during one mapping; all are reported, not only the first. Not thread-safe. */
final class Findings {
  private final List<Finding> found = new ArrayList<>();

  void add(FindingCode code, String expression) {
    Finding finding = Finding.of(code, expression);
    if (!found.contains(finding)) {
      found.add(finding);
    }
  }

  boolean anyError() {
    return found.stream().anyMatch(Finding::error);
  }

  List<Finding> all() {
    return List.copyOf(found);
  }
}

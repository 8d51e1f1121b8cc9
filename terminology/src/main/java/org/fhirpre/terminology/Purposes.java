// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a purpose of use that a Consent states reaches: over its descendants in HL7 v3-ActReason.
 * Purposes of other code systems match exactly.
 */
public final class Purposes {
  private static final Set<String> MUST_BE_NAMED =
      Vocabulary.set("emergency-purposes").stream()
          .map(Label::code)
          .collect(Collectors.toUnmodifiableSet());
  private static final Map<String, String> PARENTS = load();

  private Purposes() {}

  /** Whether the label is a purpose of use of v3-ActReason. */
  public static boolean isKnown(Label purpose) {
    return purpose.system().equals(CodeSystems.ACT_REASON)
        && (PARENTS.containsKey(purpose.code()) || purpose.code().equals("PurposeOfUse"));
  }

  /**
   * Whether a permit on one purpose covers a request for another. Emergency access must be named:
   * TREAT covers neither ETREAT nor BTG, ETREAT covers ERTREAT but not BTG.
   */
  public static boolean permitCovers(Label stated, Label requested) {
    return covers(stated, requested, MUST_BE_NAMED);
  }

  /** Whether a deny on one purpose covers a request for another: over all descendants. */
  public static boolean denyCovers(Label stated, Label requested) {
    return covers(stated, requested, Set.of());
  }

  private static boolean covers(Label stated, Label requested, Set<String> boundary) {
    if (stated.equals(requested)) {
      return true;
    }
    if (!isKnown(stated) || !isKnown(requested)) {
      return false;
    }
    Optional<String> code = Optional.of(requested.code());
    while (code.isPresent() && !boundary.contains(code.get())) {
      code = code.map(PARENTS::get);
      if (code.filter(stated.code()::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, String> load() {
    Map<String, String> parents = new HashMap<>();
    for (Table.Row row : Table.read("purposes.csv", "code,parent")) {
      Optional<String> parent = row.optional(1);
      if (parent.isPresent() && parents.put(row.text(0), parent.get()) != null) {
        throw row.refused("purpose listed twice");
      }
    }
    return Map.copyOf(parents);
  }
}

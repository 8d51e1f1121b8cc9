// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

/**
 * What each operation may cost by the paper's formulas and the rules on which multiplications must
 * be secret-safe. The constant's name in camel case is the measured method.
 */
enum Budget {
  KEY_PAIR("F"),
  DERIVED_KEY_PAIR("F"),
  ENCAPSULATE("2F + P"),
  CAPSULE_CHECK("J"),
  DELEGATE("2F + 2P + Sg"),
  GRANT_VERIFY("P + Vf + J"),
  TRANSFORM("P", "V"),
  RESTORE_AND_TRANSFORM("2D + A + P", "2D + A + V"),
  TRANSFORM_PAGE("200P", "200V"),
  TRANSFORM_WITH_PROOF("5P", "5V"),
  FRAGMENT_VERIFY("6V + Vf"),
  FORWARD("2F + 2P + Sg"),
  HOP_KEY_VERIFY("P + Vf + J"),
  HOP("P", "V"),
  HOP_WITH_PROOF("3P", "3V"),
  PRECURSOR_CHECK("J"),
  PROVEN_HOP_CHECK("2J + 4V + Vf"),
  POSSESSION_CHECK("J"),
  DECAPSULATE_ORIGINAL("L"),
  UNWIND_ONE("L", "V"),
  UNWIND_TWO("L + P", "2V"),
  UNWIND_THREE("L + 2P", "3V"),
  OPEN("P", "V"),
  OPEN_COLD_ONE("L + P", "2V"),
  OPEN_COLD_TWO("L + 2P", "3V"),
  OPEN_COLD_THREE("L + 3P", "4V"),
  OPEN_FRAGMENT("2P + V", "3V");

  private final String protectedBudget;
  private final String plainBudget;

  /** The setting makes no difference. */
  Budget(String budget) {
    this(budget, "");
  }

  Budget(String protectedBudget, String plainBudget) {
    this.protectedBudget = protectedBudget;
    this.plainBudget = plainBudget;
  }

  /** Name of the method that measures it. */
  String operation() {
    StringBuilder camel = new StringBuilder();
    for (String word : name().toLowerCase(java.util.Locale.ROOT).split("_", -1)) {
      camel.append(
          camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return camel.toString();
  }

  boolean dependsOnSetting() {
    return !plainBudget.isEmpty();
  }

  Formula formula(Variant variant) {
    return new Formula(variant.isPlain() ? plainBudget : protectedBudget);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.util.Map;

/**
 * How many of Bouncy Castle's own steps an operation consists of, by the paper's formulas and the
 * rules on which of them must be secret-safe.
 *
 * <p>F multiplications of the generator, P secret-safe multiplications of other points, J checks
 * that join two public multiplications, Sg signatures made, Vf signatures checked.
 */
enum Budget {
  ENCAPSULATE("encapsulate", 2, 1, 0, 0, 0),
  CAPSULE_CHECK("capsuleCheck", 0, 0, 1, 0, 0),
  DELEGATE("delegate", 2, 2, 0, 1, 0),
  GRANT_VERIFY("grantVerify", 0, 1, 1, 0, 2),
  TRANSFORM("transform", 0, 1, 0, 0, 0),
  PATH_VERIFY("pathVerify", 0, 0, 1, 0, 0),
  UNWIND("unwind", 0, 1, 0, 0, 0),
  OPEN("open", 0, 1, 0, 0, 0),
  DECAPSULATE_ORIGINAL("decapsulateOriginal", 0, 1, 0, 0, 0);

  private final String operation;
  private final int fixed;
  private final int secret;
  private final int joint;
  private final int signed;
  private final int checked;

  Budget(String operation, int fixed, int secret, int joint, int signed, int checked) {
    this.operation = operation;
    this.fixed = fixed;
    this.secret = secret;
    this.joint = joint;
    this.signed = signed;
    this.checked = checked;
  }

  String operation() {
    return operation;
  }

  /** Sum of the parts, in the unit of the given times of {@link Primitives}' methods. */
  double of(Map<String, Double> times) {
    return fixed * time(times, "fixedBase")
        + secret * time(times, "secret")
        + joint * time(times, "joint")
        + signed * time(times, "sign")
        + checked * time(times, "verify");
  }

  /** For example {@code 2F + P}. */
  String formula() {
    StringBuilder sum = new StringBuilder();
    append(sum, fixed, "F");
    append(sum, secret, "P");
    append(sum, joint, "J");
    append(sum, signed, "Sg");
    append(sum, checked, "Vf");
    return sum.toString();
  }

  private static void append(StringBuilder sum, int count, String symbol) {
    if (count > 0) {
      sum.append(sum.isEmpty() ? "" : " + ").append(count == 1 ? "" : count).append(symbol);
    }
  }

  private static double time(Map<String, Double> times, String primitive) {
    return times.getOrDefault(primitive, Double.NaN);
  }
}

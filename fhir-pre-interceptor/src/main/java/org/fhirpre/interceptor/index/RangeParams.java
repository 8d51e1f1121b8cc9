// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.List;
import java.util.Map;

/**
 * Quantity parameters that FHIR defines as the union of others. Their values stand in the index
 * under the others only; a question asks those.
 */
public final class RangeParams {
  private static final Map<String, List<String>> UNIONS =
      Map.of(
          "Observation.combo-value-quantity",
          List.of("value-quantity", "component-value-quantity"));

  private RangeParams() {}

  /** Whether values stand under other parameters. */
  static boolean union(String type, String param) {
    return UNIONS.containsKey(type + "." + param);
  }

  /** Under which parameters the values of one stand. */
  public static List<String> stored(String type, String param) {
    return UNIONS.getOrDefault(type + "." + param, List.of(param));
  }
}

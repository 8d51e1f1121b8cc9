// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;

/**
 * What the deployment tells the mapper.
 *
 * @param zone of partial dates
 * @param custodians own custodian references; if there are any, a Consent that names only others
 *     has no effect here
 * @param knownExtensions URLs of provision extensions to enforce, out of {@link KnownExtensions};
 *     others stay unknown
 */
public record MapperConfig(ZoneId zone, Set<String> custodians, Set<String> knownExtensions) {
  public MapperConfig {
    custodians = Set.copyOf(custodians);
    knownExtensions = Set.copyOf(knownExtensions);
  }

  /** UTC, no custodian filter, no extension. */
  public static MapperConfig defaults() {
    return new MapperConfig(ZoneOffset.UTC, Set.of(), Set.of());
  }
}

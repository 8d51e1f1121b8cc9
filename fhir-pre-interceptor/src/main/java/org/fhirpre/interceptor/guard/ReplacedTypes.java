// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import java.util.Set;

/**
 * Types of HAPI beans that the plug-in replaces; the start verifier asks whether ours are in use.
 *
 * @param types HAPI's classes, each with a {@code @Primary} bean of ours
 */
public record ReplacedTypes(Set<Class<?>> types) {
  public ReplacedTypes {
    types = Set.copyOf(types);
  }
}

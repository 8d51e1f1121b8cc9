// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Set;

/**
 * What a resource is related to through others; what it refers to itself is in {@link
 * ResourceAttributes#references}.
 *
 * @param referredBy resources that refer to it, as far as Consents name them
 * @param reaches what it refers to in at most {@link #STEPS} steps
 * @param complete whether {@code reaches} was followed to its end; if not, the unknown denies
 */
public record Relations(Set<String> referredBy, Set<String> reaches, boolean complete) {
  /** How far {@code dependents} is followed. */
  public static final int STEPS = 5;

  /** Nothing but the resource's own references is known, or asked for. */
  public static final Relations NONE = new Relations(Set.of(), Set.of(), true);

  public Relations {
    referredBy = Set.copyOf(referredBy);
    reaches = Set.copyOf(reaches);
  }
}

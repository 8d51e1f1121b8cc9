// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.List;
import java.util.Optional;

/**
 * What the labelling service must know besides the resource.
 *
 * @param previousVersion labels of the version that is replaced; those that writers set persist
 *     unless the writer is a label authority
 * @param linked grounds that come from other resources, see {@link LabelGround#ofLink}
 * @param labelAuthority whether the writer may lower labels (scope {@code fhirpre/label})
 */
public record LabelContext(
    Optional<Labels> previousVersion, List<LabelGround> linked, boolean labelAuthority) {

  public LabelContext {
    linked = List.copyOf(linked);
  }

  /** A new resource of an ordinary writer. */
  public static LabelContext none() {
    return new LabelContext(Optional.empty(), List.of(), false);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Optional;

/**
 * What the labelling service must know besides the resource.
 *
 * @param previousVersion labels of the version that is replaced; they persist unless the writer is
 *     a label authority
 * @param labelAuthority whether the writer may lower labels (scope {@code fhirpre/label})
 */
public record LabelContext(Optional<Labels> previousVersion, boolean labelAuthority) {

  /** A new resource of an ordinary writer. */
  public static LabelContext none() {
    return new LabelContext(Optional.empty(), false);
  }
}

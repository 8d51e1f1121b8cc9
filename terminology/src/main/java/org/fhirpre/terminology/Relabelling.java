// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.List;

/**
 * What today's lists say about labels that were stored earlier.
 *
 * @param raised grounds of labels that the stored ones do not contain
 * @param lowered stored grounds of labels that nothing calls for any more
 * @param judged whether some code is of a system that a list speaks of; without one only whoever
 *     opens the resource can tell
 */
public record Relabelling(List<LabelGround> raised, List<LabelGround> lowered, boolean judged) {
  public Relabelling {
    raised = List.copyOf(raised);
    lowered = List.copyOf(lowered);
  }
}

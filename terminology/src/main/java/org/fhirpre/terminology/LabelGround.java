// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Comparator;
import java.util.List;

/**
 * One reason for one label.
 *
 * @param label canonical: a sensitivity or a confidentiality
 * @param rule what gave it, to find the row again: {@code list|version#row} for a code list, the
 *     type for a rule of the type table, the reference for a link; empty for the writer
 */
public record LabelGround(Label label, LabelBasis basis, String rule)
    implements Comparable<LabelGround> {

  /** Who classified. */
  public enum Classifier {
    LABELLING_SERVICE,
    WRITER
  }

  private static final Comparator<LabelGround> ORDER =
      Comparator.comparing(LabelGround::label)
          .thenComparing(LabelGround::basis)
          .thenComparing(LabelGround::rule);

  /** A label that the writer of this or of an earlier version set. */
  public static LabelGround ofWriter(Label label) {
    return new LabelGround(label, LabelBasis.WRITER, "");
  }

  /**
   * What a resource takes from one that it refers to.
   *
   * @param target of the reference, as far as it is known: {@code Condition/12} or its type
   */
  public static List<LabelGround> ofLink(Labels linked, String target) {
    if (linked.sensitivities().isEmpty()) {
      boolean higher = linked.confidentiality().atLeast(Confidentiality.R);
      Label level = linked.confidentiality().label();
      return higher ? List.of(new LabelGround(level, LabelBasis.LINK, target)) : List.of();
    }
    return linked.sensitivities().stream()
        .map(label -> new LabelGround(label, LabelBasis.LINK, target))
        .toList();
  }

  public Classifier classifier() {
    return basis == LabelBasis.WRITER ? Classifier.WRITER : Classifier.LABELLING_SERVICE;
  }

  @Override
  public int compareTo(LabelGround other) {
    return ORDER.compare(this, other);
  }
}

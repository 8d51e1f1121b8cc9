// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Precision and recall by subject, and what was missed. */
final class QualityTable {

  /** Counts of resources of one subject. */
  static final class Counts {
    private int listed;
    private int listedMissed;
    private int told;
    private int toldMissed;
    private int labelled;
    private int wrong;

    double precision() {
      return labelled == 0 ? 1 : 1 - (double) wrong / labelled;
    }

    double recall() {
      return told == 0 ? 1 : 1 - (double) toldMissed / told;
    }

    private String row(String subject) {
      return String.format(
          Locale.ROOT,
          "| %-14s | %6d | %6d | %6d | %6d | %8d | %5d | %9.3f | %6.3f |%n",
          subject,
          listed,
          listedMissed,
          told,
          toldMissed,
          labelled,
          wrong,
          precision(),
          recall());
    }
  }

  private final Map<String, Counts> rows = new TreeMap<>();
  private final Map<String, Integer> missedTypes = new TreeMap<>();
  private final List<String> listedMisses = new ArrayList<>();

  void add(Truth truth, Truth.Texts texts, String type, Labels labels) {
    Counts counts = rows.computeIfAbsent(truth.subject(), subject -> new Counts());
    boolean hit = truth.labelled(labels);
    boolean told = truth.told(texts);
    if (truth.listed(texts)) {
      counts.listed++;
      counts.listedMissed += hit ? 0 : 1;
      if (!hit) {
        listedMisses.add(truth.subject() + " in a " + type);
      }
    }
    counts.told += told ? 1 : 0;
    counts.labelled += hit ? 1 : 0;
    counts.wrong += hit && !told ? 1 : 0;
    if (told && !hit) {
      counts.toldMissed++;
      missedTypes.merge(truth.subject() + " " + type, 1, Integer::sum);
    }
  }

  Map<String, Counts> rows() {
    return rows;
  }

  /** Records with a listed code and without its label: must be none. */
  List<String> listedMisses() {
    return listedMisses;
  }

  /** Markdown. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| subject | listed | missed | told | missed | labelled | wrong | precision | recall |\n");
    lines.add("|---|---|---|---|---|---|---|---|---|\n");
    rows.forEach((subject, counts) -> lines.add(counts.row(subject)));
    return String.join("", lines) + "missed by subject and type: " + missedTypes + "\n";
  }
}

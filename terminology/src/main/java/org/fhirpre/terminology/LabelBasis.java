// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Arrays;
import java.util.Optional;

/** Why a label stands on a resource: the law or rule behind it. */
public enum LabelBasis {
  /** US 42 CFR Part 2, records of substance use treatment. */
  PART2(CodeSystems.ACT_CODE, "42CFRPart2"),
  /** US 38 U.S.C. 7332, records of veterans. */
  TITLE38(CodeSystems.ACT_CODE, "Title38Section7332"),
  /** A code of a list. */
  CODES(CodeSystems.LABEL_POLICY, "sls-codes"),
  /** The resource type. */
  TYPE(CodeSystems.LABEL_POLICY, "sls-type"),
  /** A concept that no list can judge, in a deployment that restricts those. */
  UNCODED(CodeSystems.LABEL_POLICY, "sls-uncoded"),
  /** Another resource that this one refers to. */
  LINK(CodeSystems.LABEL_POLICY, "sls-link"),
  /** The writer said so in {@code meta.security}, of this version or of one before. */
  WRITER(CodeSystems.LABEL_POLICY, "writer");

  private final String system;
  private final String code;

  LabelBasis(String system, String code) {
    this.system = system;
    this.code = code;
  }

  /** The Coding of the DS4P extension {@code extension-sec-label-basis}. */
  public Label coding() {
    return new Label(system, code);
  }

  public static Optional<LabelBasis> ofCode(String code) {
    return Arrays.stream(values()).filter(basis -> basis.code.equals(code)).findFirst();
  }

  /** Whether a code list may name it. */
  boolean ofList() {
    return this == PART2 || this == TITLE38 || this == CODES;
  }

  /** Whether a later version keeps the label; all others are computed anew at each write. */
  boolean persists() {
    return this == WRITER;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

/** How long to measure; quick is for looking whether it works, not for figures. */
record Length(int rounds, int warmups, int measures, long millis) {
  static final Length FULL = new Length(3, 5, 5, 500);
  static final Length QUICK = new Length(1, 3, 3, 300);
}

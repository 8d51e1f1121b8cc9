// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

/** How long to measure; quick is for looking whether it works, not for figures. */
record Length(int rounds, int warmups, int measures, long millis) {
  static final Length FULL = new Length(3, 3, 4, 300);
  static final Length QUICK = new Length(1, 2, 3, 200);
}

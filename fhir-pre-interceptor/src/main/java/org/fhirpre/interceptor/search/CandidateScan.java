// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Goes through what a search finds and keeps the page that its reader may have: pages are full, and
 * what is withheld leaves no gap. Not thread safe.
 */
final class CandidateScan {
  /** Permitted ones that are counted or skipped, and withheld ones that are passed over. */
  static final int MOST = 10_000;

  private static final int WIDEST = 500;
  private static final int SECOND = 100;

  private final Windows candidates;
  private final Function<List<JpaPid>, Map<JpaPid, IBaseResource>> permits;
  private final int first;
  private final int end;
  private final Map<JpaPid, IBaseResource> page = new LinkedHashMap<>();
  private int passed;
  private int permitted;
  private boolean exhausted;

  /**
   * @param permits loads candidates and gives back the permitted ones, order kept
   * @param first number of the page's first permitted result
   * @param size of the page
   */
  CandidateScan(
      Windows candidates,
      Function<List<JpaPid>, Map<JpaPid, IBaseResource>> permits,
      int first,
      int size) {
    if (first > MOST) {
      throw FhirErrors.limitExceeded("A search can be paged to 10,000 results; narrow it");
    }
    this.candidates = candidates;
    this.permits = permits;
    this.first = first;
    this.end = (int) Math.min(Integer.MAX_VALUE, (long) first + size);
  }

  /** The page; what was decided before is not decided again. */
  Map<JpaPid, IBaseResource> page() {
    scan(end);
    return page;
  }

  /** How many are permitted in all; more than {@link #MOST} are not counted. */
  int count() {
    scan(Math.max(end, MOST + 1));
    return permitted;
  }

  /** Nothing at all is permitted. */
  boolean isVain() {
    return permitted == 0;
  }

  private void scan(int until) {
    int width = Math.min(WIDEST, until);
    while (!exhausted && permitted < until) {
      List<JpaPid> window = candidates.next(width);
      exhausted = window.size() < width;
      if (!window.isEmpty()) {
        Map<JpaPid, IBaseResource> found = permits.apply(window);
        found.forEach(this::keep);
        passOver(window.size() - found.size());
      }
      width = Math.min(WIDEST, Math.max(SECOND, 2 * width));
    }
  }

  private void keep(JpaPid pid, IBaseResource resource) {
    if (permitted >= first && permitted < end) {
      page.put(pid, resource);
    }
    permitted++;
  }

  /** Whoever may have next to nothing must not make the server decide about everything. */
  private void passOver(int withheld) {
    passed += Math.max(0, withheld);
    if (passed > MOST) {
      throw FhirErrors.limitExceeded("The search meets too many resources; narrow it");
    }
  }
}

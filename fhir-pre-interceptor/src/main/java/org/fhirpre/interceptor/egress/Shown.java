// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * The mark on an object that was decided for the reader of this request and may leave. Tied to the
 * object itself: a copy is not marked, and nothing a client sends can carry it.
 */
public final class Shown {
  private static final String KEY = Shown.class.getName();
  private static final String BLANK = KEY + ".blank";

  private Shown() {}

  /**
   * Lets an object of a sealed type pass the net. Only after deciding that the caller may have it
   * in this form.
   */
  public static void mark(IBaseResource resource) {
    resource.setUserData(KEY, resource);
  }

  /** Marks a stand-in for something withheld; of any type, it never leaves. */
  static void blank(IBaseResource standIn) {
    standIn.setUserData(BLANK, true);
  }

  static boolean isBlank(IBaseResource resource) {
    return resource.getUserData(BLANK) != null;
  }

  static boolean is(IBaseResource resource) {
    return resource.getUserData(KEY) == resource;
  }
}

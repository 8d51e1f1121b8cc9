// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * The mark on an empty resource that stands for a body which could not be read from its row. It
 * keeps the rest of a page readable and is itself never shown.
 */
public final class Unreadable {
  private static final String KEY = Unreadable.class.getName();

  private Unreadable() {}

  static <R extends IBaseResource> R mark(R standIn) {
    standIn.setUserData(KEY, true);
    return standIn;
  }

  public static boolean is(IBaseResource resource) {
    return resource.getUserData(KEY) != null;
  }
}

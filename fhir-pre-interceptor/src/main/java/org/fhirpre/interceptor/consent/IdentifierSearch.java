// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.List;

/** Finds resources of a clear type by identifier. */
@FunctionalInterface
public interface IdentifierSearch {

  /** Logical ids. */
  List<String> find(String type, String system, String value);
}

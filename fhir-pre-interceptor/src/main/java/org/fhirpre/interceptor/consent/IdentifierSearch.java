// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.List;

/** Finds resources by identifier, hidden ones too. */
@FunctionalInterface
public interface IdentifierSearch {

  /** Logical ids. */
  List<String> find(String type, String system, String value);
}

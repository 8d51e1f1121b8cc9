// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

/** The two ways of R4 to read the root provision. */
public enum Dialect {
  /**
   * {@code policyRule} is OPTIN, OPTINR, OPTOUT or OPTOUTE, the provisions are exceptions to it.
   */
  BASE_AND_EXCEPTIONS,
  /** The root provision has a type. */
  TYPED_ROOT
}

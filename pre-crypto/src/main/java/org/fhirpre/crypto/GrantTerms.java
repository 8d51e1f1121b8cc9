// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** What a patient grants, and among how many proxies. */
public record GrantTerms(ConsentContext context, Threshold threshold) {

  /** For one proxy. */
  public static GrantTerms single(ConsentContext context) {
    return new GrantTerms(context, Threshold.SINGLE);
  }
}

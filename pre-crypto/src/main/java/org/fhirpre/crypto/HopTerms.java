// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** What a group forwards for, and among how many proxies. */
public record HopTerms(MembershipContext context, Threshold threshold) {

  /** For one proxy. */
  public static HopTerms single(MembershipContext context) {
    return new HopTerms(context, Threshold.SINGLE);
  }
}

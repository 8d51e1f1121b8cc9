// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

/** What one Consent says about one facet of one resource. */
public enum Vote {
  PERMIT,
  DENY,
  ABSTAIN
}

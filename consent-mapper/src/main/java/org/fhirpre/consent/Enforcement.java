// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Locale;

/** What holds a condition: keys, against the server too, or the policy of an honest proxy. */
public enum Enforcement {
  CRYPTO,
  POLICY,
  CRYPTO_AND_POLICY;

  /** Code of the CodeSystem {@code enforcement}: crypto, policy, crypto+policy. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace("_and_", "+");
  }
}

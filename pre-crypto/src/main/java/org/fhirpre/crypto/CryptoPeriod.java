// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** How long writers use one segment key: a calendar year, quarter or month, UTC. */
public enum CryptoPeriod {
  YEAR,
  QUARTER,
  MONTH
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.fhirpre.crypto.CryptoPeriod;
import org.fhirpre.crypto.Epoch;

/** The epochs for which a patient who holds her keys herself publishes segment keys in advance. */
final class PublishedEpochs {
  private PublishedEpochs() {}

  /** The epoch of a write of now, and the next one. */
  static List<Epoch> at(Instant now) {
    Instant nextYear = now.atZone(ZoneOffset.UTC).withDayOfYear(1).plusYears(1).toInstant();
    return List.of(Epoch.of(now, CryptoPeriod.YEAR), Epoch.of(nextYear, CryptoPeriod.YEAR));
  }
}

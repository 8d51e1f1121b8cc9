// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import java.time.Clock;
import org.fhirpre.interceptor.jdbc.RepresentativeStore;
import org.fhirpre.interceptor.spi.Reader;

/**
 * Who may speak for a patient about her Consents: she herself, and a RelatedPerson whose authority
 * is registered. It opens no record.
 */
public final class Representation {
  private static final String REPRESENTATIVE = "RelatedPerson/";

  private final RepresentativeStore representatives;
  private final Clock clock;

  public Representation(RepresentativeStore representatives, Clock clock) {
    this.representatives = representatives;
    this.clock = clock;
  }

  public boolean speaksFor(Reader reader, String patientId) {
    return speaksFor(reader.subject(), patientId);
  }

  /**
   * @param subject literal reference
   */
  public boolean speaksFor(String subject, String patientId) {
    return subject.equals("Patient/" + patientId)
        || (subject.startsWith(REPRESENTATIVE)
            && representatives.acts(patientId, subject, clock.instant()));
  }
}

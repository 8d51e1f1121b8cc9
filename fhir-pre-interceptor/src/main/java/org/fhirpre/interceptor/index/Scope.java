// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.Optional;
import org.fhirpre.interceptor.spi.KeyDirectory;

/**
 * Whose keys blind a value: the tenant's, under which equal values of all patients look equal, or
 * one patient's.
 *
 * @param patient logical id; empty for the tenant
 */
public record Scope(Optional<String> patient) {
  public static final Scope TENANT = new Scope(Optional.empty());

  /** Sensitive resources that name no patient; {@code ~} cannot occur in a logical id. */
  public static final Scope DEPLOYMENT = patient(KeyDirectory.DEPLOYMENT);

  /**
   * @param id logical id, without type
   */
  public static Scope patient(String id) {
    return new Scope(Optional.of(id));
  }

  /** Whether a patient is named, who is somebody. */
  public boolean ofPatient() {
    return patient.isPresent() && !equals(DEPLOYMENT);
  }
}

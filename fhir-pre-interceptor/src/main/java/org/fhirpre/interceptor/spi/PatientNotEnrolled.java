// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

/** A resource names a patient without a key agent; the write is refused with 422. */
public final class PatientNotEnrolled extends RuntimeException {
  public PatientNotEnrolled() {
    super("A patient whom this resource names has no key agent");
  }
}

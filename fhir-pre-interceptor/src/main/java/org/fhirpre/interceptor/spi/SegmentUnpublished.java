// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

/**
 * A write needs a segment whose key the patient, who holds her keys herself, has not published; it
 * is refused with 503 and may be repeated once her client has.
 */
public final class SegmentUnpublished extends RuntimeException {
  public SegmentUnpublished() {
    super("The patient's client has not published a key that this write needs");
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import org.fhirpre.crypto.DirectoryVerifyingKey;
import org.fhirpre.crypto.GrantVerifyingKey;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.SegmentDirectory;

/**
 * What a patient who holds her keys herself has registered, beside what every {@link
 * EnrolledPatient} has. Everything was verified before it was stored.
 *
 * @param patientId logical id
 * @param grantKey verifies her uploads
 * @param directoryKey verifies the editions of her segment directory; pinned
 * @param directory the newest edition
 */
public record HeldKeys(
    String patientId,
    GrantVerifyingKey grantKey,
    PossessionProof grantPossession,
    DirectoryVerifyingKey directoryKey,
    PossessionProof directoryPossession,
    SegmentDirectory directory) {

  public HeldKeys with(SegmentDirectory newest) {
    return new HeldKeys(
        patientId, grantKey, grantPossession, directoryKey, directoryPossession, newest);
  }
}

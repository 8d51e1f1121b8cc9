// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.RegistrationContext;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.jdbc.EnrolledPatient;
import org.fhirpre.interceptor.spi.AgentUnavailable;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/**
 * Takes what an agent presents, and believes it only with its proofs.
 *
 * @param serverBase base URL as the server calls itself; part of the proofs
 */
public record Enrolment(
    Optional<AgentClient> agent, String serverBase, Policy policy, Clock clock) {

  /** Whether a patient without keys is enrolled as managed when she is first written. */
  public enum Policy {
    ON_REQUEST,
    ON_FIRST_WRITE
  }

  /** A key of a segment whose proof holds. */
  record ProvenKey(DelegatorPublicKey key, PossessionProof possession) {}

  /**
   * @throws AgentUnavailable if there is no agent, or it does not prove what it presents
   */
  EnrolledPatient enrol(String patientId) {
    String patient = "Patient/" + patientId;
    Instant time = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    AgentClient.Presented presented = requireAgent().enrol(patient, serverBase, time);
    try {
      KeyFragVerifyingKey key = KeyFragVerifyingKey.fromBytes(bytes(presented.kfragKey()));
      PossessionProof proof = PossessionProof.fromBytes(bytes(presented.possession()));
      proof.verify(key, RegistrationContext.forSubject(patient, serverBase, time));
      if (bytes(presented.directory()).length != RegistrationContext.DIRECTORY_ID_BYTES) {
        throw new AgentUnavailable("its directory id is malformed");
      }
      return new EnrolledPatient(
          patientId, EnrolledPatient.AgentKind.MANAGED, presented.directory(), key, proof, time);
    } catch (PreException refused) {
      throw new AgentUnavailable("it does not prove the patient's key");
    }
  }

  /**
   * @throws AgentUnavailable if there is no agent, or it does not prove what it presents
   */
  ProvenKey open(
      EnrolledPatient patient, SegmentId id, Facet facet, ClassGroup classGroup, String epoch) {
    AgentClient.PresentedKey presented =
        requireAgent().segment("Patient/" + patient.patientId(), id, facet, classGroup, epoch);
    try {
      DelegatorPublicKey key = DelegatorPublicKey.fromBytes(bytes(presented.key()));
      PossessionProof proof = PossessionProof.fromBytes(bytes(presented.possession()));
      proof.verify(key, RegistrationContext.forSegment(bytes(patient.directoryId()), id));
      return new ProvenKey(key, proof);
    } catch (PreException refused) {
      throw new AgentUnavailable("it does not prove the segment's key");
    }
  }

  private AgentClient requireAgent() {
    return agent.orElseThrow(() -> new AgentUnavailable("none is configured"));
  }

  private static byte[] bytes(String base64url) {
    try {
      return Base64.getUrlDecoder().decode(base64url);
    } catch (IllegalArgumentException malformed) {
      throw new AgentUnavailable("its answer is not base64url");
    }
  }
}

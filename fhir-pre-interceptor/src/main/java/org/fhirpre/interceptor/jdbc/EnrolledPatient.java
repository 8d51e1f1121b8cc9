// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.time.Instant;
import java.util.Locale;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PossessionProof;

/**
 * A patient with a key agent.
 *
 * @param patientId logical id
 * @param agent who holds the patient's keys
 * @param directoryId base64url without padding of 16 bytes
 * @param kfragKey what her agent signs key fragments with
 * @param possession verified before it was stored
 * @param enrolled whole seconds; part of the proof
 */
public record EnrolledPatient(
    String patientId,
    AgentKind agent,
    String directoryId,
    KeyFragVerifyingKey kfragKey,
    PossessionProof possession,
    Instant enrolled) {

  /** Kinds of key agents. */
  public enum AgentKind {
    /** A custodian's process that answers at once. */
    MANAGED,
    /** The patient's own client, which answers when she uses it. */
    PATIENT_HELD;

    /** For example {@code patient-held}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public boolean holdsKeysHerself() {
    return agent == AgentKind.PATIENT_HELD;
  }
}

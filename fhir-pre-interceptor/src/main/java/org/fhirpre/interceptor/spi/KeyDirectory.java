// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

import java.util.List;
import java.util.Optional;
import org.fhirpre.consent.GranteeKey;
import org.fhirpre.consent.Segment;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/**
 * Public keys of patients and grantees, all of them with verified proofs of possession.
 *
 * <p>Thread safety: called concurrently. Methods that write join the caller's transaction.
 */
public interface KeyDirectory {
  /**
   * In place of a patient's id: the deployment itself, which owns sealed resources that name no
   * patient. No FHIR id, so that no patient can be taken for it.
   */
  String DEPLOYMENT = "~deployment";

  /**
   * The segment that a write of today uses; opened with the patient's agent if it does not exist.
   * May enrol the patient as managed where the deployment says so.
   *
   * @param patientId logical id, without type
   * @throws PatientNotEnrolled if the patient has no key agent and is not to be enrolled
   * @throws AgentUnavailable if the agent is needed and does not answer; nothing was stored
   * @throws SegmentUnpublished if the patient holds her keys herself and has not published this one
   */
  SegmentKey openSegment(String patientId, Facet facet, ClassGroup classGroup);

  /**
   * The segments of a patient that grants may be planned for: all that something was written under
   * and, if she holds her keys herself, those of this and the next epoch that belong to normal
   * records or to a facet in use.
   */
  List<Segment> segments(String patientId);

  /** The delegator's public key of one segment, for the wire. */
  Optional<SegmentOwner> segment(org.fhirpre.crypto.SegmentId id);

  /** The key that the patient's agent signs key fragments with. */
  Optional<KeyFragVerifyingKey> keyFragKey(String patientId);

  /** The live receiving key of a practitioner, organisation, … ({@code Type/id}). */
  Optional<GranteeKey> receivingKey(String subject);

  /**
   * @param patientId logical id
   */
  record SegmentOwner(String patientId, Segment segment) {}
}

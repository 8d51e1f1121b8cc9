// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.util.Optional;
import java.util.Set;
import org.fhirpre.crypto.SegmentId;
import org.hl7.fhir.r4.model.Reference;

/**
 * The only collaborator: resolves references and gives current receiving keys. Answers must not
 * change during one call of this package.
 */
public interface Directory {
  /** Subject of the deployment's community key, which permits without actor are granted to. */
  String COMMUNITY = "community";

  /**
   * The literal reference {@code Type/id}, without version, of exactly one existing resource that a
   * literal or logical reference names; empty if it finds none or several. A patient must be
   * enrolled.
   */
  Optional<String> resolve(Reference reference);

  /** The patient whom an element names that can name nobody else, so that a type is not needed. */
  default Optional<String> resolvePatient(Reference reference) {
    Reference typed = reference.hasType() ? reference : reference.copy().setType("Patient");
    return resolve(typed).filter(literal -> literal.startsWith("Patient/"));
  }

  /**
   * The current verified receiving key of a subject, of an organisation or of {@link #COMMUNITY}.
   */
  Optional<GranteeKey> receivingKey(String subject);

  /**
   * The segments in which the versions of a stored resource lie; none if it does not exist.
   *
   * @param reference literal, without version
   */
  Set<SegmentId> segmentsOf(String reference);
}

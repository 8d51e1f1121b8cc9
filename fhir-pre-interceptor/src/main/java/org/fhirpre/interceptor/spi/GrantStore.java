// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.fhirpre.consent.ConsentRef;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.VerifiedGrant;

/**
 * Holds the re-encryption keys that patients have granted to this proxy.
 *
 * <p>An implementation is correct if and only if it passes {@code GrantStoreContract}:
 *
 * <ul>
 *   <li><b>Thread safety:</b> all methods may be called concurrently. Methods that write join the
 *       caller's transaction.
 *   <li><b>Revocation wins:</b> once the transaction of {@link #delete} has committed, no {@link
 *       #find} that starts later returns the grant, on any node.
 *   <li><b>Confidentiality:</b> edges are encrypted at rest and never logged.
 *   <li><b>Failure:</b> the store's own unchecked exception; callers fail closed. A row that was
 *       tampered with is as good as absent.
 * </ul>
 */
public interface GrantStore {

  /**
   * A page's grants in one query: from any of the segments to a live key of any of the grantees, or
   * of the community to which everybody belongs, valid at {@code now}. Absent, expired and revoked
   * alike have no entry.
   *
   * @param grantees literal references
   */
  List<LiveGrant> find(Set<SegmentId> segments, Set<String> grantees, Instant now);

  /** All grants of a patient, expired ones too. */
  List<Grant> ofPatient(String patientId);

  /** Patients with a grant that ends at that time or before. */
  List<String> patientsWithGrantsEndingBy(Instant end);

  /** Patients who have granted something to this key. */
  List<String> patientsGranting(TerminalPublicKey granteeKey);

  /** Patients with a grant to a key that is no longer its subject's. */
  List<String> patientsGrantingRetiredKeys();

  /**
   * Adds a grant; adding it again changes nothing.
   *
   * @param edge verified by the caller against exactly this grant
   */
  void put(Grant grant, GrantEdge edge);

  /** Removes grants. Idempotent: removing what is not there succeeds. */
  void delete(Collection<String> entries);

  /**
   * @param grantee whose live key it is to
   */
  record LiveGrant(SegmentId segment, String grantee, VerifiedGrant grant) {}

  /**
   * What a grant says about itself.
   *
   * @param entry base64url without padding of the context digest
   * @param consent the version that introduced it
   * @param patientId logical id
   * @param notBefore inclusive, whole seconds
   * @param notAfter exclusive, whole seconds
   */
  record Grant(
      String entry,
      ConsentRef consent,
      String patientId,
      SegmentId segment,
      TerminalPublicKey granteeKey,
      int maxDepth,
      Instant notBefore,
      Instant notAfter) {}
}

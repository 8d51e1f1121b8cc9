// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import java.time.Instant;
import java.util.Base64;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.TerminalPublicKey;

/**
 * One grant to make: from one segment of the patient to one grantee key, because of one Consent.
 *
 * @param patient {@code Patient/x}
 * @param consent the version that introduced the entry; later versions keep it, see {@link
 *     GrantPlan#keeping}
 * @param grantee literal reference, or {@link Directory#COMMUNITY}
 * @param maxDepth edges from the patient to the last reader; 1 forbids forwarding
 * @param notBefore inclusive, whole seconds
 * @param notAfter exclusive, whole seconds
 */
public record PlanEntry(
    String patient,
    ConsentRef consent,
    String grantee,
    TerminalPublicKey granteeKey,
    Segment segment,
    int maxDepth,
    Instant notBefore,
    Instant notAfter,
    Enforcement enforcement) {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  /** What the agent signs over. Purposes stay empty: purpose is policy. */
  public ConsentContext context() {
    return ConsentContext.builder()
        .consent(consent.id())
        .version(consent.version())
        .patient(patient)
        .segment(segment.id())
        .delegator(segment.key())
        .delegatee(granteeKey)
        .maxDepth(maxDepth)
        .notBefore(notBefore)
        .notAfter(notAfter)
        .build();
  }

  /**
   * Identity of the entry: base64url without padding of the context digest, 43 characters. It
   * covers the introducing version, so it is stable only through {@link GrantPlan#keeping}.
   */
  public String id() {
    return BASE64URL.encodeToString(context().digest());
  }

  /**
   * Equal for two entries that are the same grant whatever versions of the Consent introduced them:
   * Consent id, segment, grantee key, depth and validity.
   */
  public String matchKey() {
    return String.join(
        "|",
        wayKey(),
        Long.toString(notBefore.getEpochSecond()),
        Long.toString(notAfter.getEpochSecond()));
  }

  /** Equal for two entries that lead from the same segment to the same key for the same Consent. */
  public String wayKey() {
    return String.join(
        "|",
        patient,
        consent.id(),
        segment.id().toString(),
        BASE64URL.encodeToString(segment.key().toBytes()),
        BASE64URL.encodeToString(granteeKey.toBytes()),
        Integer.toString(maxDepth));
  }

  public boolean sameGrantAs(PlanEntry other) {
    return matchKey().equals(other.matchKey());
  }

  /**
   * Whether whatever the other one opens, and whenever, this one opens too: the same Consent,
   * segment, keys and depth, and a validity that holds the other's. A grant for the other one may
   * stay until the grant for this one is there.
   */
  public boolean covers(PlanEntry other) {
    return !other.notBefore.isBefore(notBefore)
        && !other.notAfter.isAfter(notAfter)
        && wayKey().equals(other.wayKey());
  }

  PlanEntry introducedBy(ConsentRef introducing) {
    return new PlanEntry(
        patient,
        introducing,
        grantee,
        granteeKey,
        segment,
        maxDepth,
        notBefore,
        notAfter,
        enforcement);
  }

  PlanEntry lasting(Instant from, Instant to) {
    return new PlanEntry(
        patient, consent, grantee, granteeKey, segment, maxDepth, from, to, enforcement);
  }
}

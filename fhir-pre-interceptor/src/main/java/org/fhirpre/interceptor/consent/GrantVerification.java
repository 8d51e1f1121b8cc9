// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.security.MessageDigest;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.VerifiedGrant;

/** The one check of what an agent made, whoever the agent is. */
final class GrantVerification {
  private GrantVerification() {}

  /**
   * A grant that proves to lead from the entry's segment to the entry's grantee, in the entry's
   * context, by a fragment that the patient signed.
   *
   * @throws PreException if it does not
   */
  static GrantUpkeep.Made verified(PlanEntry entry, GrantEdge edge, KeyFragVerifyingKey kfragKey) {
    VerifiedGrant grant = edge.verify(kfragKey);
    boolean asked =
        grant.delegator().equals(entry.segment().key())
            && grant.delegatee().equals(entry.granteeKey())
            && MessageDigest.isEqual(grant.context(), entry.context().digest());
    if (!asked) {
      throw new PreException.VerificationFailed();
    }
    return new GrantUpkeep.Made(entry, edge);
  }
}

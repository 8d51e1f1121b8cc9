// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;

/** Patient's agent: lets somebody else read what is encapsulated to one segment. */
public interface Delegation {

  /**
   * Grants, one for each proxy, that belong together: one precursor, made for them alone.
   *
   * @param key the segment's; its public key is the context's delegator
   * @param signer the patient's kfrag signing key
   * @return as many as the threshold has shares; any {@code required} of them open
   * @throws IllegalArgumentException if the context names another delegator
   */
  List<GrantEdge> delegate(DelegatorSecretKey key, KeyFragSigner signer, GrantTerms terms);
}

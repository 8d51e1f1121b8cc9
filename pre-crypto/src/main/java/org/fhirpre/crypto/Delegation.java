// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** Patient's agent: lets somebody else read what is encapsulated to one segment. */
public interface Delegation {

  /**
   * A grant for one proxy (1-of-1), with a precursor of its own.
   *
   * @param key the segment's; its public key is the context's delegator
   * @param signer the patient's kfrag signing key
   * @throws IllegalArgumentException if the context names another delegator
   */
  GrantEdge delegate(DelegatorSecretKey key, KeyFragSigner signer, ConsentContext context);
}

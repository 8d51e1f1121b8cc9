// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;

/**
 * A group's key custodian: lets a member read whatever is delegated to the group, now and later,
 * whoever the patients are. Only a forward key fits.
 *
 * <p><b>Limit:</b> a proxy and that member who collude can compute the group's forward key and what
 * was delegated to it.
 */
public interface Forwarding {

  /**
   * Hop keys, one for each proxy, that belong together.
   *
   * @param key the group's; its public key is the context's {@code from}
   * @param signer the group's hop signing key
   * @return as many as the threshold has shares
   * @throws IllegalArgumentException if the context names another forward key
   */
  List<HopEdge> forward(ForwardSecretKey key, HopSigner signer, HopTerms terms);
}

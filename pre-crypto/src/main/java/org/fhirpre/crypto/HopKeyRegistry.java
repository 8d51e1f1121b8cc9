// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Optional;

/**
 * Where a reader finds the hop verifying keys of the groups it trusts.
 *
 * <p>An unknown group has none, and what it forwarded with proof is then refused. An implementation
 * is called while a path is verified, so it answers from memory; it may be called concurrently.
 */
public interface HopKeyRegistry {

  /** The verifying key of whoever owns this forward key; empty if it is not known. */
  Optional<HopVerifyingKey> verifyingKey(ForwardPublicKey forwarder);
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** The keys a capsule fragment is checked against. */
public record FragmentKeys(
    KeyFragVerifyingKey verifier, DelegatorPublicKey delegator, ReceivingPublicKey delegatee) {}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** The public key of somebody who receives access. */
public sealed interface ReceivingPublicKey extends PublicKey
    permits TerminalPublicKey, ForwardPublicKey {}

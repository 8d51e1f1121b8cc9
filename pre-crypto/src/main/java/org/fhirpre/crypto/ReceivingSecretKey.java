// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** The secret key of somebody who receives access. */
public sealed interface ReceivingSecretKey extends SecretKey
    permits TerminalSecretKey, ForwardSecretKey {

  @Override
  ReceivingPublicKey publicKey();
}

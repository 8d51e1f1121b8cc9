// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;

/**
 * Proxy: re-targets capsules without being able to open them. Takes verified values only.
 *
 * <p>The proxy does not check whether the kfrag is for the capsule's segment (a capsule does not
 * name its key): a wrong pair gives a point that opens nothing.
 */
public interface Reencryptor {

  /** The compact transform, one multiplication, without a proof. */
  ReencryptedCapsule reencrypt(VerifiedCapsule capsule, VerifiedKeyFrag keyFrag);

  /** Order kept. Large pages use the common pool; there is no shared mutable state. */
  List<ReencryptedCapsule> reencryptAll(List<Reencryption> page);

  /** The transform with a proof that the right key was used, five multiplications. */
  CapsuleFrag reencryptWithProof(VerifiedCapsule capsule, VerifiedKeyFrag keyFrag);
}

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

  /**
   * Transforms one edge for the member to whom the hop leads, once per edge and hop key: the result
   * can be kept. The caller has decided that the edge's context permits the hop's.
   *
   * @param previous what led to the group; verified with the group's forward key
   * @param hop of a hop key that needs one share
   * @throws IllegalArgumentException if {@code previous} does not lead to the hop's forward key
   */
  PlainHop hop(VerifiedPrecursor previous, VerifiedHop hop);

  /**
   * The same with a proof that the right key was used, for any threshold; {@link ProvenHop#merge}
   * joins shares.
   *
   * @throws IllegalArgumentException if {@code previous} does not lead to the hop's forward key
   */
  ProvenHop hopWithProof(VerifiedPrecursor previous, VerifiedHop hop);

  /** The transform with a proof that the right key was used, five multiplications. */
  CapsuleFrag reencryptWithProof(VerifiedCapsule capsule, VerifiedKeyFrag keyFrag);
}

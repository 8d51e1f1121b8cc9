// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.List;

/** Reader: the owner, or somebody she delegated to. What it returns is closed by the caller. */
public interface Decapsulation {

  /** The owner's way: no proxy, no grant. */
  KeySeed decapsulateOriginal(DelegatorSecretKey key, VerifiedCapsule capsule);

  /**
   * Once per delegation; the result opens every capsule transformed under it. Keep it in memory
   * only.
   *
   * @throws PreException.OpenFailed if the path was verified for another key
   */
  DelegationSecret unwind(ReceivingSecretKey key, VerifiedDelegationPath path);

  /** One multiplication. A wrong point gives a wrong seed; {@link #combine} finds out. */
  KeySeed open(DelegationSecret secret, ReencryptedCapsule capsule);

  /**
   * The same from fragments with proof, for any threshold.
   *
   * @param frags as many as the delegation's threshold requires or more, in any order, all of this
   *     capsule
   * @throws PreException.OpenFailed if one is of another capsule or delegation, two are of one
   *     share, or they do not fit together, as when there are too few
   */
  KeySeed open(DelegationSecret secret, VerifiedCapsule capsule, List<VerifiedCapsuleFrag> frags);

  /**
   * The KEK from all shares of an envelope.
   *
   * @param shares 1..16 in any order; not closed by this method
   * @param salt 16 bytes
   * @param expectedCommitment 32 bytes
   * @throws PreException.OpenFailed if the segments are not distinct or the commitment differs;
   *     whatever was wrong, there is one message
   */
  Kek combine(List<OpenedShare> shares, byte[] salt, byte[] expectedCommitment);
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** A capsule fragment that was checked against its capsule; made by {@link CapsuleFrag#verify}. */
public final class VerifiedCapsuleFrag {
  private final CapsuleFrag frag;
  private final VerifiedCapsule capsule;

  VerifiedCapsuleFrag(CapsuleFrag frag, VerifiedCapsule capsule) {
    this.frag = frag;
    this.capsule = capsule;
  }

  CapsuleFrag unverified() {
    return frag;
  }

  /** The capsule it is a transform of. */
  public VerifiedCapsule capsule() {
    return capsule;
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "VerifiedCapsuleFrag";
  }
}

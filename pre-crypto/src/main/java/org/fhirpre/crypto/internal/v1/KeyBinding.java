// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

/**
 * Which keys the signature for the proxy covers. The product makes and accepts {@link #BOTH} only;
 * the others exist in kfrags of other implementations.
 */
public enum KeyBinding {
  NONE,
  DELEGATOR,
  DELEGATEE,
  BOTH;

  public static KeyBinding of(boolean delegator, boolean delegatee) {
    if (delegator) {
      return delegatee ? BOTH : DELEGATOR;
    }
    return delegatee ? DELEGATEE : NONE;
  }

  public boolean coversDelegator() {
    return this == DELEGATOR || this == BOTH;
  }

  public boolean coversDelegatee() {
    return this == DELEGATEE || this == BOTH;
  }
}

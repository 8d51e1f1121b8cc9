// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

/** Effect of a provision. */
public enum Effect {
  PERMIT,
  DENY;

  Effect opposite() {
    return this == PERMIT ? DENY : PERMIT;
  }
}

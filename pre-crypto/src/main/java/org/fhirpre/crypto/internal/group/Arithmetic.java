// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.group;

import java.security.SecureRandom;

/** What an operation computes with: a group and a source of secrets. */
public record Arithmetic(GroupProvider group, SecureRandom random) {

  /** A fresh secret scalar, uniform. */
  public SecretScalar secret() {
    return SecretScalar.random(random);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;

/** Signs the directories of one patient; it signs nothing else. */
public final class DirectorySigner extends HeldKey implements SecretKey {
  private final DirectoryVerifyingKey publicKey;

  DirectorySigner(SecretScalar scalar) {
    super(scalar);
    this.publicKey = new DirectoryVerifyingKey(Groups.shared().mulBase(scalar));
  }

  @Override
  public DirectoryVerifyingKey publicKey() {
    return publicKey;
  }

  /** The same as {@link #publicKey}, under the name a signature's reader looks for. */
  public DirectoryVerifyingKey verifyingKey() {
    return publicKey;
  }
}

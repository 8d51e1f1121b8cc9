// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/**
 * What a key pair may do. A key has one role; the label enters its possession proof.
 *
 * <p>Source: {@code docs/spec/key-derivation.md} §2.
 */
enum KeyRole {
  DELEGATOR("delegator"),
  TERMINAL("receiving/terminal"),
  FORWARD("receiving/forward"),
  KEY_FRAG_SIGNING("signing/kfrag"),
  HOP_SIGNING("signing/hop"),
  DIRECTORY_SIGNING("signing/directory"),
  GRANT_SIGNING("signing/grant");

  private final String label;

  KeyRole(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}

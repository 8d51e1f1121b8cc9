// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

/**
 * Authenticated encryption under the server's own key, for what the server must understand: bodies
 * of server-sealed types, policy attributes, the segment map, stored re-encryption keys.
 *
 * <p>It protects a stolen database, not a running server. Thread safety: called concurrently.
 */
public interface ServerSeal {
  byte[] seal(byte[] plaintext, byte[] associatedData);

  /**
   * @throws org.fhirpre.crypto.PreException.OpenFailed if key, text or associated data do not match
   */
  byte[] open(byte[] sealed, byte[] associatedData);
}

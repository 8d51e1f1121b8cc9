// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

/**
 * Signs what the server sealed on behalf of an ordinary FHIR writer (Ed25519).
 *
 * <p>Thread safety: called concurrently.
 */
public interface IngestSigner {
  /** Compact JWS with a detached payload: {@code header..signature} (RFC 7515 appendix F). */
  String signDetached(byte[] payload);

  /** The public key as a JWK (OKP, Ed25519, use sig). */
  String publicJwk();
}

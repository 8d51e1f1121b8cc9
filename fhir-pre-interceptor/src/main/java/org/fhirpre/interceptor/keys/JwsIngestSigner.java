// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.crypto.tink.PublicKeySign;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.fhirpre.interceptor.spi.IngestSigner;

/** Ed25519 as detached JWS (RFC 8037, RFC 7515 appendix F). */
final class JwsIngestSigner implements IngestSigner {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final int KEY_ID_BYTES = 16;

  private final PublicKeySign signer;
  private final String publicKey;
  private final String keyId;
  private final String header;

  /**
   * @param signer raw Ed25519 signatures, 64 bytes
   * @param publicKey 32 bytes
   */
  JwsIngestSigner(PublicKeySign signer, byte[] publicKey) {
    this.signer = signer;
    this.publicKey = BASE64URL.encodeToString(publicKey);
    this.keyId = BASE64URL.encodeToString(Arrays.copyOf(sha256(publicKey), KEY_ID_BYTES));
    String json = "{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}";
    this.header = BASE64URL.encodeToString(json.getBytes(US_ASCII));
  }

  @Override
  public String signDetached(byte[] payload) {
    String input = header + "." + BASE64URL.encodeToString(payload);
    try {
      byte[] signature = signer.sign(input.getBytes(US_ASCII));
      return header + ".." + BASE64URL.encodeToString(signature);
    } catch (GeneralSecurityException broken) {
      throw new IllegalStateException("the ingest key does not sign", broken);
    }
  }

  @Override
  public String publicJwk() {
    return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"use\":\"sig\",\"alg\":\"EdDSA\",\"kid\":\""
        + keyId
        + "\",\"x\":\""
        + publicKey
        + "\"}";
  }

  String keyId() {
    return keyId;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}

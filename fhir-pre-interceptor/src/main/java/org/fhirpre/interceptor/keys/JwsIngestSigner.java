// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.fhirpre.interceptor.spi.IngestSigner;

/**
 * Ed25519 as detached JWS (RFC 8037, RFC 7515 appendix F). Bouncy Castle signs: every write waits
 * for it, and Tink's own takes several times as long.
 */
final class JwsIngestSigner implements IngestSigner {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final int KEY_ID_BYTES = 16;

  private final Ed25519PrivateKeyParameters key;
  private final String publicKey;
  private final String keyId;
  private final String header;

  JwsIngestSigner(Ed25519PrivateKeyParameters key) {
    this.key = key;
    byte[] publicKey = key.generatePublicKey().getEncoded();
    this.publicKey = BASE64URL.encodeToString(publicKey);
    this.keyId = BASE64URL.encodeToString(Arrays.copyOf(sha256(publicKey), KEY_ID_BYTES));
    String json = "{\"alg\":\"EdDSA\",\"kid\":\"" + keyId + "\"}";
    this.header = BASE64URL.encodeToString(json.getBytes(US_ASCII));
  }

  @Override
  public String signDetached(byte[] payload) {
    String input = header + "." + BASE64URL.encodeToString(payload);
    byte[] signed = input.getBytes(US_ASCII);
    byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
    key.sign(Ed25519.Algorithm.Ed25519, null, signed, 0, signed.length, signature, 0);
    return header + ".." + BASE64URL.encodeToString(signature);
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

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.held;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.fhirpre.client.json.StrictJson;
import org.fhirpre.crypto.PublicKey;
import org.fhirpre.crypto.TerminalPublicKey;

/** A public key of secp256k1 as RFC 8812 writes it. */
public record PublicJwk(String kty, String crv, String x, String y) {

  public static PublicJwk of(PublicKey key) {
    return new PublicJwk("EC", "secp256k1", encoded(key.x()), encoded(key.y()));
  }

  /** Receiving key. */
  static TerminalPublicKey terminal(String json) {
    try {
      PublicJwk jwk = StrictJson.read(json.getBytes(StandardCharsets.UTF_8), PublicJwk.class);
      if (jwk.kty().equals("EC") && jwk.crv().equals("secp256k1")) {
        return TerminalPublicKey.fromAffine(decoded(jwk.x()), decoded(jwk.y()));
      }
    } catch (StrictJson.Malformed | IllegalArgumentException malformed) {
      throw Parts.unusable();
    }
    throw Parts.unusable();
  }

  public String toJson() {
    return new String(StrictJson.write(this), StandardCharsets.UTF_8);
  }

  static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Base64;
import java.util.function.BiFunction;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.PublicKey;
import org.fhirpre.crypto.TerminalPublicKey;

/** Public keys on secp256k1 as JSON Web Keys (RFC 7517, RFC 8812). */
public final class ReceivingJwk {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

  private ReceivingJwk() {}

  /**
   * Strict: an EC key on secp256k1 with both coordinates and without a private part.
   *
   * @throws PreException.MalformedEncoding otherwise
   */
  static TerminalPublicKey parse(String jwk) {
    return parse(jwk, TerminalPublicKey::fromAffine);
  }

  /** As {@link #parse(String)}, for a key of another role. */
  static <K extends PublicKey> K parse(String jwk, BiFunction<byte[], byte[], K> key) {
    try {
      JsonNode json = JSON.readTree(jwk);
      boolean fits =
          "EC".equals(json.path("kty").textValue())
              && "secp256k1".equals(json.path("crv").textValue())
              && !json.has("d");
      if (!fits) {
        throw new PreException.MalformedEncoding("key: not a public EC key on secp256k1");
      }
      return key.apply(coordinate(json, "x"), coordinate(json, "y"));
    } catch (JsonProcessingException | IllegalArgumentException malformed) {
      throw new PreException.MalformedEncoding("key: not a JSON Web Key");
    }
  }

  /** The public key as a JWK. */
  public static String of(PublicKey key) {
    return "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\""
        + BASE64URL.encodeToString(key.x())
        + "\",\"y\":\""
        + BASE64URL.encodeToString(key.y())
        + "\"}";
  }

  private static byte[] coordinate(JsonNode json, String name) {
    String text = json.path(name).textValue();
    if (text == null) {
      throw new PreException.MalformedEncoding("key: lacks " + name);
    }
    return Base64.getUrlDecoder().decode(text);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.context.FhirContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;

/**
 * The writers' public signing keys that a reader trusts.
 *
 * <p>Keys that come from the server itself prove that the record is the one that the server sealed
 * and nobody swapped or altered it since; they do not prove it against that server. Pin keys that
 * you know from elsewhere where this matters. Implementations are thread-safe.
 */
public interface SigningKeys {

  /**
   * Looks one key up.
   *
   * @param keyId base64url of the first 16 bytes of the SHA-256 of the 32-byte public key
   * @return an Ed25519 public key, or empty if none of that id is trusted
   * @throws ClientException if the keys cannot be had
   */
  Optional<OctetKeyPair> find(String keyId);

  /** Trusts exactly these keys. */
  static SigningKeys of(List<OctetKeyPair> trusted) {
    Map<String, OctetKeyPair> byId = new HashMap<>();
    trusted.forEach(key -> byId.put(keyId(key), key.toPublicJWK()));
    return keyId -> Optional.ofNullable(byId.get(keyId));
  }

  /**
   * Trusts what the server publishes at {@code {base}/$keys}; asked for once, when first needed.
   */
  static SigningKeys ofServer(FhirHttp http, FhirContext context) {
    return new ServerSigningKeys(http, context);
  }

  /** The id of a key, as signatures state it. */
  static String keyId(OctetKeyPair key) {
    return Encoded.shortDigest(key.getX().decode());
  }

  /**
   * The Ed25519 signing keys of a {@code $keys} answer: every {@code key} parameter or part that is
   * one.
   *
   * @throws ClientException.Misuse if a {@code key} is not a JWK
   */
  static List<OctetKeyPair> fromParameters(Parameters answer) {
    List<OctetKeyPair> keys = new ArrayList<>();
    collect(answer.getParameter(), keys);
    return keys;
  }

  private static void collect(List<ParametersParameterComponent> parts, List<OctetKeyPair> keys) {
    for (ParametersParameterComponent part : parts) {
      if (part.getName().equals("key") && part.getValue() instanceof StringType text) {
        signingKey(text.getValue()).ifPresent(keys::add);
      }
      collect(part.getPart(), keys);
    }
  }

  private static Optional<OctetKeyPair> signingKey(String jwk) {
    try {
      return Optional.of(JWK.parse(jwk))
          .filter(OctetKeyPair.class::isInstance)
          .map(OctetKeyPair.class::cast)
          .filter(key -> Curve.Ed25519.equals(key.getCurve()))
          .filter(key -> key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()));
    } catch (ParseException e) {
      throw new ClientException.Misuse("a signing key is not a JWK");
    }
  }
}

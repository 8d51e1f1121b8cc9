// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.fhirpre.client.json.StrictJson;

/** The detached JWS by which the writer vouches for content and capsules. */
final class WriterSignature {
  private WriterSignature() {}

  /** The protected header: exactly these members. */
  record Header(String alg, String kid) {}

  /**
   * Verifies the signature of an envelope.
   *
   * @return the id of the key that signed
   * @throws ClientException.NotOpened if no trusted key made it
   */
  static String verify(Envelope envelope, SigningKeys trusted) {
    String[] parts = envelope.signature().split("\\.", -1);
    if (parts.length != 3 || !parts[1].isEmpty()) {
      throw new ClientException.NotOpened();
    }
    try {
      Header header = StrictJson.read(Encoded.base64Url(parts[0]), Header.class);
      OctetKeyPair key = trusted.find(header.kid()).orElseThrow(ClientException.NotOpened::new);
      String signed = parts[0] + "." + Encoded.toBase64Url(payload(envelope));
      boolean valid =
          header.alg().equals("EdDSA")
              && new Ed25519Verifier(key)
                  .verify(
                      JWSHeader.parse(new Base64URL(parts[0])),
                      signed.getBytes(StandardCharsets.US_ASCII),
                      new Base64URL(parts[2]));
      if (!valid) {
        throw new ClientException.NotOpened();
      }
      return header.kid();
    } catch (JOSEException | ParseException | IllegalArgumentException | StrictJson.Malformed e) {
      throw new ClientException.NotOpened();
    }
  }

  /** SHA-256 of the JWE's text, then segment id and capsule of every share. */
  static byte[] payload(Envelope envelope) {
    byte[] content = Encoded.sha256(envelope.content().getBytes(StandardCharsets.US_ASCII));
    byte[] shares = envelope.signedShares();
    return ByteBuffer.allocate(content.length + shares.length).put(content).put(shares).array();
  }
}

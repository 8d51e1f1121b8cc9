// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.memory;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.text.ParseException;
import org.fhirpre.interceptor.spi.IngestSigner;

/** Ed25519 with a fresh key. */
public final class MemorySigner implements IngestSigner {
  private final OctetKeyPair key;

  public MemorySigner() {
    try {
      key = new OctetKeyPairGenerator(Curve.Ed25519).generate();
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String signDetached(byte[] payload) {
    try {
      JWSObject jws = new JWSObject(new JWSHeader(JWSAlgorithm.EdDSA), new Payload(payload));
      jws.sign(new Ed25519Signer(key));
      return jws.serialize(true);
    } catch (JOSEException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public boolean verifies(String detached, byte[] payload) {
    try {
      return JWSObject.parse(detached, new Payload(Base64URL.encode(payload)))
          .verify(new Ed25519Verifier(key.toPublicJWK()));
    } catch (ParseException | JOSEException wrong) {
      return false;
    }
  }

  @Override
  public String publicJwk() {
    return key.toPublicJWK().toJSONString();
  }
}

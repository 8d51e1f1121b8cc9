// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Resource;

/** Somebody with a token of the server's issuer that says whatever a test wants it to say. */
record Bearer(Deployment server, Map<String, Object> claims) {

  static Bearer of(Deployment server, String subject, String scopes) {
    return new Bearer(server, Map.of("fhirUser", subject, "scope", scopes));
  }

  Bearer with(String claim, Object value) {
    Map<String, Object> more = new HashMap<>(claims);
    more.put(claim, value);
    return new Bearer(server, Map.copyOf(more));
  }

  String subject() {
    return String.valueOf(claims.get("fhirUser"));
  }

  RequestSpecification request() {
    return server.party("demo-ehr").request(token());
  }

  Response get(String path) {
    return request().get(path);
  }

  int status(Resource resource) {
    return get(resource.fhirType() + "/" + resource.getIdElement().getIdPart()).statusCode();
  }

  Response post(String path, Resource resource) {
    return request().body(Party.json(resource)).post(path);
  }

  private String token() {
    RSAKey key = server.bean(RSAKey.class);
    Instant now = Instant.now();
    JWTClaimsSet.Builder token =
        new JWTClaimsSet.Builder()
            .subject("test")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(600)));
    claims.forEach(token::claim);
    try {
      SignedJWT signed =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
              token.build());
      signed.sign(new RSASSASigner(key));
      return signed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}

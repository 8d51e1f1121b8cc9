// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.golden;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fhirpre.client.EnvelopeOpener;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.FhirPreClient;
import org.fhirpre.client.OpeningKeys;
import org.fhirpre.client.SigningKeys;
import org.fhirpre.client.TokenSource;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Group.GroupType;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Resource;

/** People and groups who ask: each exists, has a receiving key, and comes with a token. */
final class Requesters {
  static final String COMMUNITY = "community";
  private static final FhirContext FHIR = FhirContext.forR4Cached();

  private final Deployment server;
  private final Map<String, Party> holders = new HashMap<>();
  private final Set<String> places = new HashSet<>();

  Requesters(Deployment server) {
    this.server = server;
    Party community = server.party("demo-admin");
    community.registerForAll().then().statusCode(200);
    holders.put(COMMUNITY, community);
  }

  /** All whom a request acts as, the community of all users last. */
  Set<String> identities(JsonNode request) {
    Set<String> identities = new LinkedHashSet<>();
    identities.add(request.path("actor").asText());
    for (String member : List.of("organizations", "groups", "roles")) {
      identities.addAll(GoldenGroup.texts(request.path(member)));
    }
    identities.add(COMMUNITY);
    identities.forEach(this::exists);
    return identities;
  }

  /** Makes sure of somebody with a key. */
  Party exists(String identity) {
    return holders.computeIfAbsent(identity, this::registered);
  }

  private Party registered(String identity) {
    Resource resource =
        switch (identity.substring(0, identity.indexOf('/'))) {
          case "Practitioner" -> new Practitioner().setActive(true);
          case "Organization" -> new Organization().setName(identity);
          case "Patient" -> Records.patient("Grantee");
          case "Group" -> new Group().setType(GroupType.PRACTITIONER).setActual(true);
          default -> throw new IllegalArgumentException(identity);
        };
    resource.setId(identity);
    server.party("demo-ehr").put(resource).then().statusCode(201);
    Party holder = server.party("demo-admin");
    holder.registerFor(identity).then().statusCode(200);
    return holder;
  }

  /** Makes sure of a place that Consents and requests name. */
  void place(String location) {
    if (places.add(location)) {
      Location place = new Location().setName(location);
      place.setId(location);
      server.party("demo-ehr").put(place).then().statusCode(201);
    }
  }

  /** A client with the keys of all that the requester acts as, and a token that says so. */
  FhirPreClient client(JsonNode request) {
    List<org.fhirpre.crypto.TerminalSecretKey> keys = new ArrayList<>();
    for (String identity : identities(request)) {
      keys.add(exists(identity).key());
    }
    FhirHttp http =
        new FhirHttp(server.base(), TokenSource.fixed(token(request)), Duration.ofSeconds(60));
    return new FhirPreClient(
        http,
        FHIR,
        new EnvelopeOpener(FHIR, OpeningKeys.ofReader(keys), SigningKeys.ofServer(http, FHIR)));
  }

  private String token(JsonNode request) {
    JsonNode purpose = request.path("purpose");
    JWTClaimsSet.Builder claims =
        claims(request.path("actor").asText(), "user/*.rs")
            .claim("organization", List.copyOf(GoldenGroup.texts(request.path("organizations"))))
            .claim("groups", List.copyOf(GoldenGroup.texts(request.path("groups"))))
            .claim("location", List.copyOf(GoldenGroup.texts(request.path("locations"))))
            .claim("environment", environments(request));
    if (!purpose.isEmpty()) {
      claims.claim(
          "purpose_of_use", purpose.path("system").asText() + "|" + purpose.path("code").asText());
    }
    return signed(claims.build());
  }

  private static List<String> environments(JsonNode request) {
    List<String> environments = new ArrayList<>();
    request
        .path("environment")
        .forEach(
            at -> environments.add(at.path("system").asText() + "|" + at.path("code").asText()));
    return environments;
  }

  /** Of a patient who reads the own record. */
  String ownToken(String patient) {
    return signed(claims(patient, "patient/*.rs").claim("patient", patient).build());
  }

  private static JWTClaimsSet.Builder claims(String fhirUser, String scope) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .subject("golden")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(600)))
        .claim("fhirUser", fhirUser)
        .claim("scope", scope);
  }

  private String signed(JWTClaimsSet claims) {
    RSAKey key = server.bean(RSAKey.class);
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }
}

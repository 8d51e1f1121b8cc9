// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import ca.uhn.fhir.context.FhirContext;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.fhirpre.client.FhirHttp;
import org.fhirpre.client.TokenSource;
import org.fhirpre.client.held.GrantUpload;
import org.fhirpre.client.held.PlanCheck;
import org.fhirpre.client.held.Publication;
import org.fhirpre.client.held.ReceivedPlan;
import org.fhirpre.client.keystore.Keystore;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/** A patient who holds her keys herself: her record, her token, her keystore and her client. */
final class HeldPatient implements AutoCloseable {
  private static final FhirContext FHIR = FhirContext.forR4Cached();

  private final Deployment server;
  private final Keystore keystore = Keystore.inMemory(new SecureRandom());
  final Patient record = Records.patient("Tolliver");
  final PatientEntry keys;

  HeldPatient(Deployment server) {
    this.server = server;
    this.keys = keystore.patientOrNew(reference());
  }

  /** Somebody else, with keys of her own. */
  HeldPatient stranger() {
    return new HeldPatient(server);
  }

  String reference() {
    return "Patient/" + record.getIdPart();
  }

  /** Publishes what is missing, as her client does it. */
  Response enrol() {
    Parameters known = parsed(post(reference() + "/$enroll", Publication.question()));
    Parameters request =
        new Publication(keystore, keys, server.base().toString())
            .following(known, Instant.now())
            .orElseThrow();
    return post(reference() + "/$enroll", request);
  }

  ReceivedPlan plan(String consent) {
    return ReceivedPlan.of(parsed(get(consent + "/$grant-plan")));
  }

  /** The plan, checked as her client checks it. */
  ReceivedPlan checked(String consent) {
    ReceivedPlan plan = plan(consent);
    new PlanCheck(keys, http()).check(plan, consent, Instant.now());
    return plan;
  }

  Parameters answer(ReceivedPlan plan, Set<String> refused) {
    return new GrantUpload(keys, Umbral.create(new SecureRandom()).delegation())
        .answer(plan, refused);
  }

  Response upload(String consent, Parameters answer) {
    return post(consent + "/$upload-grants", answer);
  }

  Response get(String query) {
    return request().get(query);
  }

  Response post(String path, Resource resource) {
    return request().body(Party.json(resource)).post(path);
  }

  private io.restassured.specification.RequestSpecification request() {
    return server.party("demo-patient").request(token());
  }

  FhirHttp http() {
    return new FhirHttp(server.base(), TokenSource.fixed(token()), Duration.ofSeconds(60));
  }

  static Parameters parsed(Response response) {
    response.then().statusCode(200);
    return FHIR.newJsonParser().parseResource(Parameters.class, response.asString());
  }

  /** As the issuer would give it to her. */
  private String token() {
    try {
      RSAKey issuer = RSAKey.parse(Files.readString(server.data().resolve("demo-issuer.jwk")));
      JWTClaimsSet like = SignedJWT.parse(server.party("demo-patient").token()).getJWTClaimsSet();
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder(like)
              .claim("fhirUser", reference())
              .claim("scope", "patient/*.rs patient/Consent.cruds")
              .jwtID(UUID.randomUUID().toString())
              .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))))
              .build();
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(issuer.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(issuer));
      return token.serialize();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  List<String> missing() {
    return parsed(post(reference() + "/$enroll", Publication.question())).getParameter().stream()
        .filter(part -> part.getName().equals("missing"))
        .map(part -> part.getPartFirstRep().getValue().primitiveValue())
        .toList();
  }

  @Override
  public void close() {
    keystore.close();
  }
}

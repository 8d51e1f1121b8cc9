// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.story;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWEObject;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.fhirpre.client.ClientException;
import org.fhirpre.crypto.Capsule;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.GrantStore.LiveGrant;
import org.fhirpre.server.deployment.Database;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;

/**
 * Whoever has the whole database, the server's keysets and every grant still cannot open a record:
 * that takes a secret key of the practitioner or of the patient.
 */
abstract class StolenDatabase {
  private static final X9ECParameters CURVE = SECNamedCurves.getByName("secp256k1");
  private static final String ENVELOPE = "https://fhirpre.org/fhir/StructureDefinition/envelope";

  private final Deployment server;
  private final Party granted;
  private final Party other;

  StolenDatabase(Database database) {
    server = Deployment.shared(database);
    granted = Practitioners.of(server).first();
    other = Practitioners.of(server).second();
  }

  @Test
  void grants_and_capsules_do_not_yield_the_key_without_a_persons_secret() throws Exception {
    Patient patient = Records.patient("Thistlewood");
    server.party("demo-ehr").put(patient).then().statusCode(201);
    server
        .party("demo-admin")
        .post("Consent", Records.consent(patient, granted.subject()))
        .then()
        .statusCode(201);
    Resource wire =
        granted.opening().parse(granted.get("Patient/" + patient.getIdPart()).asString());
    Extension envelope = ((Patient) wire).getExtensionByUrl(ENVELOPE);
    List<Extension> shares = envelope.getExtensionsByUrl("share");
    assertThat(shares).hasSize(1);

    List<byte[]> candidates = candidates(shares.get(0));
    SegmentId segment = SegmentId.parse(part(shares.get(0), "segment").primitiveValue());
    JWEObject content =
        JWEObject.parse(envelope.getExtensionByUrl("content").getValue().primitiveValue());
    assertThat(candidates).hasSizeGreaterThan(20);
    assertThat(candidates).noneMatch(seed -> opens(seed, segment, content));

    assertThatThrownBy(() -> other.opener().open(wire))
        .isInstanceOf(ClientException.NotOpened.class);
    Patient opened = (Patient) granted.opener().open(wire).resource();
    assertThat(opened.getNameFirstRep().getFamily()).isEqualTo("Thistlewood");
  }

  // Every point that the server holds or can make from what it holds, taken for the seed.
  private List<byte[]> candidates(Extension share) {
    byte[] capsule = bytes(share, "capsule");
    SegmentId segment = SegmentId.parse(part(share, "segment").primitiveValue());
    List<LiveGrant> grants =
        server
            .bean(GrantStore.class)
            .find(Set.of(segment), Set.of(granted.subject()), Instant.now());
    assertThat(grants).isNotEmpty();
    VerifiedGrant grant = grants.get(0).grant();
    byte[] transformed =
        server
            .bean(Umbral.class)
            .reencryptor()
            .reencrypt(Capsule.fromSimple(capsule).verify(), grant.keyFrag())
            .toBytes();
    assertThat(transformed).isEqualTo(bytes(share, "transformed"));

    ECPoint e = point(Arrays.copyOfRange(capsule, 0, 33));
    ECPoint v = point(Arrays.copyOfRange(capsule, 33, 66));
    List<ECPoint> points =
        List.of(
            e,
            v,
            e.add(v),
            point(transformed),
            point(grant.delegator().toBytes()),
            point(grant.delegatee().toBytes()));
    List<BigInteger> scalars = new ArrayList<>();
    scalars.add(BigInteger.ONE);
    scalars.add(new BigInteger(1, Arrays.copyOfRange(capsule, 66, 98)));
    scalars.add(new BigInteger(1, grant.context()).mod(CURVE.getN()));
    scalars.add(new BigInteger(1, sha256(grant.path().toBytes())).mod(CURVE.getN()));
    List<byte[]> candidates = new ArrayList<>();
    for (ECPoint point : points) {
      for (BigInteger scalar : scalars) {
        candidates.add(point.multiply(scalar).normalize().getEncoded(true));
        candidates.add(
            point.multiply(scalar.modInverse(CURVE.getN())).normalize().getEncoded(true));
      }
    }
    return candidates;
  }

  private static boolean opens(byte[] seed, SegmentId segment, JWEObject content) {
    byte[] info = "fhir-pre/v1/share".getBytes(US_ASCII);
    byte[] label = Arrays.copyOf(info, info.length + SegmentId.BYTES);
    System.arraycopy(segment.toBytes(), 0, label, info.length, SegmentId.BYTES);
    byte[] kek = hkdf(seed, new byte[0], label);
    byte[] salt = decoded((String) content.getHeader().getCustomParam("salt"));
    byte[] commit = hkdf(kek, salt, "fhir-pre/v1/commit".getBytes(US_ASCII));
    return Arrays.equals(commit, decoded((String) content.getHeader().getCustomParam("commit")));
  }

  private static byte[] hkdf(byte[] ikm, byte[] salt, byte[] info) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(ikm, salt.length == 0 ? null : salt, info));
    byte[] out = new byte[32];
    generator.generateBytes(out, 0, out.length);
    return out;
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ECPoint point(byte[] compressed) {
    return CURVE.getCurve().decodePoint(compressed);
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }

  private static byte[] bytes(Extension share, String part) {
    return ((Base64BinaryType) part(share, part)).getValue();
  }

  private static org.hl7.fhir.r4.model.Type part(Extension share, String url) {
    return share.getExtensionByUrl(url).getValue();
  }
}

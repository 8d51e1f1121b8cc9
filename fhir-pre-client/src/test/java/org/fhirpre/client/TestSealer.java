// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import ca.uhn.fhir.context.FhirContext;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fhirpre.client.json.StrictJson;
import org.fhirpre.crypto.DelegationPath;
import org.fhirpre.crypto.ResourceBinding;
import org.fhirpre.crypto.SealedKey;
import org.fhirpre.crypto.SegmentKey;
import org.fhirpre.crypto.Share;
import org.fhirpre.crypto.Umbral;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;

/**
 * Seals as {@code docs/spec/envelope.md} says, written from the specification with the JDK's own
 * AES-GCM and DEFLATE, so that the opener is not tested against itself.
 */
public final class TestSealer {
  private static final SecureRandom RANDOM = new SecureRandom();

  public final OctetKeyPair signingKey;
  final Umbral umbral = Umbral.create(RANDOM);

  /** Changes of the protected header, before encryption. */
  UnaryOperator<Map<String, Object>> headerChange = header -> header;

  TestSealer() {
    try {
      signingKey = new OctetKeyPairGenerator(Curve.Ed25519).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new AssertionError(e);
    }
  }

  /** The text parts of an envelope, open to tampering. */
  public record Sealed(String content, String signature, List<Share> shares) {}

  Sealed seal(Resource resource, long version, List<SegmentKey> segments) {
    try (SealedKey key = umbral.encapsulation().encapsulate(segments)) {
      String content = content(resource, version, key);
      return new Sealed(content, signature(content, key.shares()), key.shares());
    }
  }

  private String content(Resource resource, long version, SealedKey key) {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    String type = resource.fhirType();
    String id = resource.getIdElement().getIdPart();
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "dir");
    header.put("enc", "A256GCM");
    header.put("zip", "DEF");
    header.put("typ", "fhir-pre+jwe");
    header.put("cty", "application/fhir+json");
    header.put("kid", Encoded.shortDigest(signedShares(key.shares())));
    header.put("salt", Encoded.toBase64Url(salt));
    header.put("commit", Encoded.toBase64Url(key.kek().commitment(salt)));
    header.put("res", type + "/" + id);
    header.put("ver", version);
    String protectedHeader = Encoded.toBase64Url(StrictJson.write(headerChange.apply(header)));
    byte[] contentKey = key.kek().contentKey(salt, ResourceBinding.of(type, id));
    return jwe(protectedHeader, contentKey, deflatedAndPadded(json(resource)));
  }

  static byte[] json(Resource resource) {
    String text = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String jwe(String protectedHeader, byte[] key, byte[] compressed) {
    byte[] iv = new byte[12];
    RANDOM.nextBytes(iv);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
      cipher.updateAAD(protectedHeader.getBytes(StandardCharsets.US_ASCII));
      byte[] sealed = cipher.doFinal(compressed);
      byte[] text = java.util.Arrays.copyOf(sealed, sealed.length - 16);
      byte[] tag = java.util.Arrays.copyOfRange(sealed, text.length, sealed.length);
      return String.join(
          ".",
          protectedHeader,
          "",
          Encoded.toBase64Url(iv),
          Encoded.toBase64Url(text),
          Encoded.toBase64Url(tag));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Deflated with a sync flush, then one final stored block of spaces up to a round size. */
  private static byte[] deflatedAndPadded(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(plain);
    byte[] room = new byte[plain.length + 4096];
    int length = deflater.deflate(room, 0, room.length, Deflater.SYNC_FLUSH);
    deflater.end();
    int padding = 1024 - (length + 5) % 1024;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(room, 0, length);
    out.write(1);
    out.write(padding & 0xff);
    out.write(padding >> 8);
    out.write(~padding & 0xff);
    out.write(~padding >> 8 & 0xff);
    out.writeBytes(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  String signature(String content, List<Share> shares) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.writeBytes(Encoded.sha256(content.getBytes(StandardCharsets.US_ASCII)));
    payload.writeBytes(signedShares(shares));
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.EdDSA).keyID(SigningKeys.keyId(signingKey)).build();
    JWSObject jws = new JWSObject(header, new Payload(payload.toByteArray()));
    try {
      jws.sign(new Ed25519Signer(signingKey));
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new AssertionError(e);
    }
    return jws.serialize(true);
  }

  static byte[] signedShares(List<Share> shares) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (Share share : shares) {
      joined.writeBytes(share.segment().toBytes());
      joined.writeBytes(share.capsule().toSimple());
    }
    return joined.toByteArray();
  }

  /** The share as the owner gets it. */
  static Extension share(Share share, byte[] delegator) {
    Extension part = new Extension("share");
    part.addExtension("segment", new StringType(share.segment().toString()));
    part.addExtension("delegator", new StringType(Encoded.toBase64Url(delegator)));
    part.addExtension("capsule", bytes(share.capsule().toSimple()));
    return part;
  }

  /** What the proxy adds for a reader. */
  static void delegate(Extension share, DelegationPath path, byte[] transformed) {
    share.addExtension("delegation", new StringType(Encoded.shortDigest(path.toBytes())));
    share.addExtension("precursor", bytes(path.toBytes()));
    share.addExtension("transformed", bytes(transformed));
  }

  static Base64BinaryType bytes(byte[] bytes) {
    return new Base64BinaryType(Base64.getEncoder().encodeToString(bytes));
  }

  public static Extension envelope(Sealed sealed, List<Extension> shares) {
    Extension envelope = new Extension(Envelope.URL);
    envelope.addExtension("version", new IntegerType(1));
    envelope.addExtension("suite", new CodeType(Umbral.SUITE_ID));
    envelope.addExtension("content", new StringType(sealed.content()));
    envelope.addExtension("signature", new StringType(sealed.signature()));
    shares.forEach(envelope::addExtension);
    return envelope;
  }

  /** Puts the envelope where it belongs on that type of resource. */
  static <T extends Resource> T carry(T shell, Extension envelope) {
    if (shell instanceof Binary binary) {
      Extension content = envelope.getExtensionByUrl("content");
      envelope.getExtension().remove(content);
      binary.setContentType("application/jose");
      binary.setData(content.getValue().primitiveValue().getBytes(StandardCharsets.US_ASCII));
      shell.getMeta().addExtension(envelope);
    } else if (shell instanceof DomainResource domain) {
      domain.addExtension(envelope);
    }
    return shell;
  }
}

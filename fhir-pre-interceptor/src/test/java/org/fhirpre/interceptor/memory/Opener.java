// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.DirectDecrypter;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fhirpre.crypto.Capsule;
import org.fhirpre.crypto.Decapsulation;
import org.fhirpre.crypto.DelegationPath;
import org.fhirpre.crypto.Kek;
import org.fhirpre.crypto.KeySeed;
import org.fhirpre.crypto.OpenedShare;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.ResourceBinding;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.TerminalSecretKey;
import org.fhirpre.crypto.Umbral;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;

/** Opens envelopes from the wire form alone, with any JOSE library: a client in one class. */
public final class Opener {
  private static final String URL = "https://fhirpre.org/fhir/StructureDefinition/envelope";

  private final Decapsulation decapsulation;

  public Opener(Umbral umbral) {
    this.decapsulation = umbral.decapsulation();
  }

  /** As a reader. */
  public String open(Resource shell, TerminalSecretKey reader) {
    return open(shell, share -> transformed(share, reader));
  }

  /** As the owner. */
  public String openOwn(Resource shell, MemoryPatients agent) {
    return open(
        shell,
        share ->
            decapsulation.decapsulateOriginal(
                agent.secret(segment(share)),
                Capsule.fromSimple(bytes(share, "capsule")).verify()));
  }

  private KeySeed transformed(Extension share, TerminalSecretKey reader) {
    DelegationPath path = DelegationPath.fromBytes(bytes(share, "precursor"));
    return decapsulation.open(
        decapsulation.unwind(reader, path.verify(reader.publicKey())),
        ReencryptedCapsule.fromBytes(bytes(share, "transformed")));
  }

  private String open(Resource shell, Function<Extension, KeySeed> seeds) {
    List<OpenedShare> shares = new ArrayList<>();
    for (Extension share : envelope(shell).getExtensionsByUrl("share")) {
      shares.add(new OpenedShare(segment(share), seeds.apply(share)));
    }
    try {
      JWEObject jwe = JWEObject.parse(content(shell));
      Map<String, Object> header = jwe.getHeader().toJSONObject();
      byte[] salt = Base64.getUrlDecoder().decode((String) header.get("salt"));
      byte[] commit = Base64.getUrlDecoder().decode((String) header.get("commit"));
      Kek kek = decapsulation.combine(shares, salt, commit);
      String id = shell.getIdElement().getIdPart();
      jwe.decrypt(
          new DirectDecrypter(kek.contentKey(salt, ResourceBinding.of(shell.fhirType(), id))));
      return new String(jwe.getPayload().toBytes(), UTF_8);
    } catch (ParseException | JOSEException notOpened) {
      throw new IllegalStateException(notOpened);
    }
  }

  public static Extension envelope(Resource shell) {
    return shell instanceof DomainResource domain
        ? domain.getExtensionByUrl(URL)
        : shell.getMeta().getExtensionByUrl(URL);
  }

  private static String content(Resource shell) {
    return shell instanceof Binary binary
        ? new String(binary.getData(), UTF_8)
        : envelope(shell).getExtensionString("content");
  }

  private static SegmentId segment(Extension share) {
    return SegmentId.parse(share.getExtensionString("segment"));
  }

  private static byte[] bytes(Extension share, String part) {
    return ((Base64BinaryType) share.getExtensionByUrl(part).getValue()).getValue();
  }
}

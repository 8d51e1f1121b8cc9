// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.crypto.Capsule;
import org.fhirpre.crypto.DelegationPath;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.Umbral;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;

/** Reads the envelope extension; unknown versions, suites and parts are refused, never ignored. */
final class EnvelopeParser {
  static final String JOSE = "application/jose";
  private static final String STRING = "string";
  private static final String BYTES = "base64Binary";

  private EnvelopeParser() {}

  static Optional<Envelope> parse(Resource shell) {
    List<Extension> found =
        carriers(shell).stream().filter(each -> Envelope.URL.equals(each.getUrl())).toList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() > 1) {
      throw new ClientException.NotOpened();
    }
    try {
      return Optional.of(envelope(shell, new ExtensionParts(found.get(0))));
    } catch (PreException | IllegalArgumentException e) {
      throw new ClientException.NotOpened();
    }
  }

  private static List<Extension> carriers(Resource shell) {
    if (shell instanceof DomainResource domain) {
      return domain.getExtension();
    }
    return shell.hasMeta() ? shell.getMeta().getExtension() : List.of();
  }

  private static Envelope envelope(Resource shell, ExtensionParts parts) {
    require(parts.take("version", "integer").equals(Integer.toString(Envelope.VERSION)));
    require(parts.take("suite", "code").equals(Umbral.SUITE_ID));
    String content =
        shell instanceof Binary binary ? contentOf(binary) : parts.take("content", STRING);
    String signature = parts.take("signature", STRING);
    List<EnvelopeShare> shares =
        parts.takeAll("share").stream()
            .map(ExtensionParts::new)
            .map(EnvelopeParser::share)
            .toList();
    parts.refuseOthers();
    refuseRepetition(shares);
    return new Envelope(content, signature, shares);
  }

  private static String contentOf(Binary shell) {
    require(JOSE.equals(shell.getContentType()) && shell.hasData());
    return new String(shell.getData(), StandardCharsets.ISO_8859_1);
  }

  private static EnvelopeShare share(ExtensionParts parts) {
    SegmentId segment = SegmentId.parse(parts.take("segment", STRING));
    byte[] delegator = Encoded.base64Url(parts.take("delegator", STRING));
    byte[] capsule = Encoded.base64(parts.take("capsule", BYTES));
    Optional<EnvelopeShare.Delegated> delegated = delegated(parts);
    parts.refuseOthers();
    return new EnvelopeShare(
        segment,
        DelegatorPublicKey.fromBytes(delegator),
        Capsule.fromSimple(capsule).verify(),
        delegated);
  }

  private static Optional<EnvelopeShare.Delegated> delegated(ExtensionParts parts) {
    Optional<String> id = parts.takeOptional("delegation", STRING);
    Optional<byte[]> path = parts.takeOptional("precursor", BYTES).map(Encoded::base64);
    Optional<byte[]> transformed = parts.takeOptional("transformed", BYTES).map(Encoded::base64);
    require(id.isPresent() == path.isPresent() && id.isPresent() == transformed.isPresent());
    if (id.isEmpty()) {
      return Optional.empty();
    }
    require(id.get().equals(Encoded.shortDigest(path.orElseThrow())));
    return Optional.of(
        new EnvelopeShare.Delegated(
            DelegationPath.fromBytes(path.orElseThrow()),
            ReencryptedCapsule.fromBytes(transformed.orElseThrow())));
  }

  /** Equal shares would cancel in the sum of the keys. */
  private static void refuseRepetition(List<EnvelopeShare> shares) {
    Set<SegmentId> segments = new HashSet<>();
    Set<String> capsules = new HashSet<>();
    for (EnvelopeShare share : shares) {
      require(segments.add(share.segment()));
      require(capsules.add(Encoded.toBase64Url(share.capsule().toSimple())));
    }
    require(shares.size() <= Envelope.MAX_SHARES);
  }

  private static void require(boolean expected) {
    if (!expected) {
      throw new ClientException.NotOpened();
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.ReencryptedCapsule;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.Umbral;
import org.fhirpre.crypto.VerifiedCapsule;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.interceptor.body.Intake;
import org.fhirpre.interceptor.body.SealedRecord;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;

/** The wire form of an envelope, an extension on a shell; {@code docs/spec/envelope.md} §3. */
final class Envelope {
  private static final int VERSION = 1;
  private static final int DELEGATION_ID_BYTES = 16;
  private static final String JOSE = "application/jose";
  private static final String OBSERVATION_VALUE =
      "http://terminology.hl7.org/CodeSystem/v3-ObservationValue";
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private final SealedRecord record;
  private final Extension extension;

  Envelope(SealedRecord record) {
    this.record = record;
    this.extension = new Extension(Intake.ENVELOPE);
    add(extension, "version", new IntegerType(VERSION));
    add(extension, "suite", new CodeType(Umbral.SUITE_ID));
    if (!record.type().equals("Binary")) {
      add(extension, "content", new StringType(record.jwe()));
    }
    add(extension, "signature", new StringType(record.signature()));
  }

  /** The owner's share: the capsule as it is. */
  Extension share(SegmentId segment, DelegatorPublicKey delegator, VerifiedCapsule capsule) {
    Extension share = new Extension("share");
    add(share, "segment", new StringType(segment.toString()));
    add(share, "delegator", new StringType(TEXT.encodeToString(delegator.toBytes())));
    add(share, "capsule", new Base64BinaryType(capsule.toSimple()));
    extension.addExtension(share);
    return share;
  }

  /** A reader's share: the capsule, and what it became for this reader. */
  void share(
      SegmentId segment, VerifiedGrant grant, VerifiedCapsule capsule, ReencryptedCapsule result) {
    Extension share = share(segment, grant.delegator(), capsule);
    byte[] path = grant.path().toBytes();
    add(share, "delegation", new StringType(delegation(path)));
    add(share, "precursor", new Base64BinaryType(path));
    add(share, "transformed", new Base64BinaryType(result.toBytes()));
  }

  /** Puts the envelope on the shell and takes off what HAPI's rows left there. */
  void putOn(Resource shell) {
    mask(shell.getMeta());
    if (shell instanceof Binary binary) {
      binary.setContentType(JOSE);
      binary.setData(record.jwe().getBytes(US_ASCII));
    }
    if (shell instanceof DomainResource domain) {
      domain.addExtension(extension);
    } else {
      shell.getMeta().addExtension(extension);
    }
  }

  // Tags and profiles in the rows are blinded ones; they mean nothing to a client.
  private static void mask(Meta meta) {
    meta.setTag(null);
    meta.setProfile(null);
    meta.setSecurity(null);
    meta.setSourceElement(null);
    meta.addSecurity(new Coding(OBSERVATION_VALUE, "MASKED", null));
  }

  private static String delegation(byte[] path) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(path);
      return TEXT.encodeToString(Arrays.copyOf(digest, DELEGATION_ID_BYTES));
    } catch (NoSuchAlgorithmException missingInThisPlatform) {
      throw new IllegalStateException("SHA-256 is not available", missingInThisPlatform);
    }
  }

  private static void add(Extension to, String url, Type value) {
    to.addExtension(new Extension(url, value));
  }
}

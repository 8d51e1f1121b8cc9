// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.v1.EdgeAgreement;

/**
 * Keys and values of the worked example in docs/spec/core.md, and what is made from them.
 *
 * <p>Travels in the tests jar. The secrets are published: for tests only.
 */
public final class TestKeys {
  public static final String PSY = "http://terminology.hl7.org/CodeSystem/v3-ActCode|PSY";
  public static final SegmentLabel CLINICAL = label(SegmentLabel.NORMAL, "clinical");
  public static final SegmentLabel PSYCHIATRY = label(PSY, "documents");
  public static final SegmentId SEGMENT_1 = SegmentId.fromBytes(filled(16, 0x55));
  public static final SegmentId SEGMENT_2 = SegmentId.fromBytes(filled(16, 0x88));
  public static final Instant NOT_BEFORE = Instant.ofEpochSecond(1767225600);
  public static final Instant NOT_AFTER = Instant.ofEpochSecond(1798761600);

  private TestKeys() {}

  /** 00 01 02 … 1f. */
  public static RootSeed root() {
    byte[] bytes = new byte[RootSeed.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    return RootSeed.fromBytes(bytes);
  }

  public static PatientKeys patient() {
    return PatientKeys.of(root());
  }

  /** The key of segment 1. */
  public static DelegatorSecretKey delegator() {
    return patient().segment(CLINICAL);
  }

  /** The key of segment 2. */
  public static DelegatorSecretKey otherDelegator() {
    return patient().segment(PSYCHIATRY);
  }

  public static TerminalSecretKey reader() {
    return reader(0);
  }

  public static TerminalSecretKey reader(int index) {
    return PractitionerKeys.of(root()).terminal(index);
  }

  public static KeyFragSigner signer() {
    return patient().keyFragSigner();
  }

  /** A group's forward key. */
  public static ForwardSecretKey group() {
    return OrganisationKeys.of(root()).forward(SegmentLabel.NORMAL, Epoch.parse("2026"));
  }

  public static HopSigner hopSigner() {
    return OrganisationKeys.of(root()).hopSigner();
  }

  public static GrantSigner grantSigner() {
    return patient().grantSigner();
  }

  public static DirectorySigner directorySigner() {
    return patient().directorySigner();
  }

  /** A key sealed to segment 1 alone. */
  public static SealedKey seal(Umbral umbral) {
    return umbral
        .encapsulation()
        .encapsulate(List.of(new SegmentKey(SEGMENT_1, delegator().publicKey())));
  }

  /** A grant of segment 1 to {@link #reader()}, for one proxy. */
  public static GrantEdge grant(Umbral umbral) {
    return umbral
        .delegation()
        .delegate(delegator(), signer(), GrantTerms.single(consent().build()))
        .get(0);
  }

  /** Context of a hop from {@link #group()} to {@link #reader()}. */
  public static MembershipContext.Builder membership() {
    return MembershipContext.builder()
        .group("Organization/77")
        .member("Practitioner/9")
        .role("http://example.org/role|physician")
        .forwardKeyId(filled(16, 0x66))
        .from(group().publicKey())
        .to(reader().publicKey())
        .maxDepth(1)
        .notBefore(NOT_BEFORE)
        .notAfter(NOT_AFTER);
  }

  /** Context of a grant of segment 1 to {@link #reader()}. */
  public static ConsentContext.Builder consent() {
    String purposes = "http://terminology.hl7.org/CodeSystem/v3-ActReason|";
    return ConsentContext.builder()
        .consent("Consent-1")
        .version("3")
        .patient("Patient/1")
        .segment(SEGMENT_1)
        .delegator(delegator().publicKey())
        .delegatee(reader().publicKey())
        .purposes(Set.of(purposes + "TREAT", purposes + "ETREAT"))
        .maxDepth(1)
        .notBefore(NOT_BEFORE)
        .notAfter(NOT_AFTER);
  }

  /** What a reader computes from a precursor of one edge, without a path. */
  static DelegationSecret secret(
      TerminalSecretKey reader, Point precursor, DelegatorPublicKey delegator) {
    Point shared = TestBackend.group().mulReceiving(precursor, reader.scalar());
    Point delegatee = reader.publicKey().point();
    return new DelegationSecret(
        EdgeAgreement.first(precursor, delegatee, shared), precursor, delegator.point());
  }

  public static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static SegmentLabel label(String facet, String classGroup) {
    return new SegmentLabel(facet, classGroup, Epoch.parse("2026"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import org.fhirpre.consent.ConsentRef;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.KeyFragVerifyingKey;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.TerminalPublicKey;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.interceptor.spi.GrantStore.Grant;
import org.fhirpre.interceptor.spi.ServerSeal;

/** One row of {@code pre_grant} joined with the keys that it has to agree with. */
final class GrantRow {
  private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
  private static final String CONSENT = "Consent/";

  private final Grant grant;
  private final byte[] sealedEdge;
  private final DelegatorPublicKey delegator;
  private final KeyFragVerifyingKey kfragKey;

  private GrantRow(
      Grant grant, byte[] sealedEdge, DelegatorPublicKey delegator, KeyFragVerifyingKey kfragKey) {
    this.grant = grant;
    this.sealedEdge = sealedEdge;
    this.delegator = delegator;
    this.kfragKey = kfragKey;
  }

  /** Of a row with {@code segment_key} and {@code kfrag_key} beside the grant's own columns. */
  static GrantRow joined(ResultSet row) throws SQLException {
    return new GrantRow(
        grant(row),
        row.getBytes("edge"),
        DelegatorPublicKey.fromBytes(row.getBytes("segment_key")),
        KeyFragVerifyingKey.fromBytes(row.getBytes("kfrag_key")));
  }

  static Grant grant(ResultSet row) throws SQLException {
    return new Grant(
        row.getString("entry_id"),
        new ConsentRef(CONSENT + row.getString("consent_id"), row.getString("version")),
        row.getString("patient_id"),
        SegmentId.parse(row.getString("segment_id")),
        TerminalPublicKey.fromBytes(row.getBytes("grantee_key")),
        row.getInt("max_depth"),
        Instant.ofEpochSecond(row.getLong("not_before_s")),
        Instant.ofEpochSecond(row.getLong("not_after_s")));
  }

  /** Logical id of the Consent. */
  static String consentId(Grant grant) {
    return grant.consent().id().substring(CONSENT.length());
  }

  static byte[] binding(Grant grant) {
    return RowBinding.of(
        "pre_grant",
        grant.entry(),
        consentId(grant),
        grant.consent().version(),
        grant.patientId(),
        grant.segment(),
        SubjectKeyStore.text(grant.granteeKey().id()),
        grant.maxDepth(),
        grant.notBefore().getEpochSecond(),
        grant.notAfter().getEpochSecond());
  }

  Grant grant() {
    return grant;
  }

  /** SHA-256 over everything that {@link #open} depends on, in hex. */
  String digest() {
    return RowBinding.sha256(binding(grant), delegator.toBytes(), kfragKey.toBytes(), sealedEdge);
  }

  /**
   * Opens and verifies the edge against everything that the row says about it.
   *
   * @throws PreException if anything does not agree
   */
  VerifiedGrant open(ServerSeal seal) {
    VerifiedGrant opened =
        GrantEdge.fromBytes(seal.open(sealedEdge, binding(grant))).verify(kfragKey);
    boolean agrees =
        opened.delegator().equals(delegator)
            && opened.delegatee().equals(grant.granteeKey())
            && MessageDigest.isEqual(opened.context(), context().digest())
            && BASE64URL.encodeToString(opened.context()).equals(grant.entry());
    if (!agrees) {
      throw new PreException.VerificationFailed();
    }
    return opened;
  }

  private ConsentContext context() {
    return ConsentContext.builder()
        .consent(grant.consent().id())
        .version(grant.consent().version())
        .patient("Patient/" + grant.patientId())
        .segment(grant.segment())
        .delegator(delegator)
        .delegatee(grant.granteeKey())
        .maxDepth(grant.maxDepth())
        .notBefore(grant.notBefore())
        .notAfter(grant.notAfter())
        .build();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.fhirpre.crypto.StoredCapsule;
import org.fhirpre.interceptor.body.SealedRecord.StoredShare;

/** The hashes and byte strings that the envelope defines. */
final class Digests {
  private static final int KID_BYTES = 16;
  private static final int CAPSULE_BYTES = 98;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private Digests() {}

  /** {@code kid}: the first 16 bytes of SHA-256 over segment ids and capsules, as base64url. */
  static String kid(List<StoredShare> shares) {
    return TEXT.encodeToString(Arrays.copyOf(sha256(shareBytes(shares)), KID_BYTES));
  }

  /** What the writer signs: SHA-256 of the compact JWE, then segment ids and capsules. */
  static byte[] signed(Jwe jwe, List<StoredShare> shares) {
    return new ByteSink().bytes(sha256(jwe.compactBytes())).bytes(shareBytes(shares)).toBytes();
  }

  /** Ties server-sealed policy attributes to one version of one resource and to its content. */
  static byte[] policyData(JweHeader header, Jwe jwe) {
    return bound("fhir-pre/v1/policy", header.type(), header.id(), header.version())
        .bytes(sha256(jwe.compactBytes()))
        .toBytes();
  }

  /** Ties a server-sealed body to one version of one resource. */
  static byte[] bodyData(String type, String id, long version) {
    return bound("fhir-pre/v1/server-sealed", type, id, version).toBytes();
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException missingInThisPlatform) {
      throw new IllegalStateException("SHA-256 is not available", missingInThisPlatform);
    }
  }

  private static byte[] shareBytes(List<StoredShare> shares) {
    ByteSink all = new ByteSink();
    for (StoredShare share : shares) {
      all.bytes(share.segment().toBytes()).bytes(capsule(share.capsule()));
    }
    return all.toBytes();
  }

  private static byte[] capsule(StoredCapsule stored) {
    return Arrays.copyOf(stored.toBytes(), CAPSULE_BYTES);
  }

  private static ByteSink bound(String tag, String type, String id, long version) {
    ByteSink out = new ByteSink();
    for (String text : new String[] {tag, type, id}) {
      byte[] bytes = text.getBytes(UTF_8);
      out.u16(bytes.length).bytes(bytes);
    }
    return out.u64(version);
  }
}

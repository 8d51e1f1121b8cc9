// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import org.fhirpre.crypto.PreException;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.StoredCapsule;
import org.fhirpre.interceptor.body.SealedRecord.StoredShare;

/**
 * The record of a patient-sealed body, {@code docs/spec/record.md} §2.
 *
 * <pre>
 *   bytes  field
 *   1      format, 0x01
 *   1      suite, 0x01: umbral-secp256k1-v1
 *   1      number of shares, 1..16; each:
 *            16 segment id, 2 length, stored capsule (suite 1: 130 bytes)
 *   2+n    protected header of the JWE
 *   12     initialisation vector
 *   16     authentication tag
 *   4+n    ciphertext
 *   2+n    detached JWS
 *   4+n    policy: attributes and shell, server-sealed
 * </pre>
 *
 * Integers are unsigned big-endian; one value has one encoding.
 *
 * @param policy sealed by the server with {@link Digests#policyData}
 */
record StoredEnvelope(
    JweHeader header, Jwe jwe, List<StoredShare> shares, String signature, Bytes policy) {
  static final int FORMAT = 1;
  static final int MAX_SHARES = 16;
  private static final int SUITE = 1;
  private static final int MAX_HEADER_BYTES = 1024;
  private static final int MAX_SIGNATURE_BYTES = 4096;
  private static final int MAX_BODY_BYTES = 64 << 20;

  StoredEnvelope {
    shares = List.copyOf(shares);
  }

  byte[] toBytes() {
    ByteSink out = new ByteSink().u8(FORMAT).u8(SUITE).u8(shares.size());
    for (StoredShare share : shares) {
      byte[] capsule = share.capsule().toBytes();
      out.bytes(share.segment().toBytes()).u16(capsule.length).bytes(capsule);
    }
    byte[] head = jwe.header();
    byte[] ciphertext = jwe.ciphertext();
    byte[] jws = signature.getBytes(US_ASCII);
    byte[] sealed = policy.toBytes();
    return out.u16(head.length)
        .bytes(head)
        .bytes(jwe.iv())
        .bytes(jwe.tag())
        .u32(ciphertext.length)
        .bytes(ciphertext)
        .u16(jws.length)
        .bytes(jws)
        .u32(sealed.length)
        .bytes(sealed)
        .toBytes();
  }

  /**
   * @throws PreException.MalformedEncoding naming the field; nothing is authenticated yet
   */
  static StoredEnvelope fromBytes(byte[] bytes) {
    ByteSource in = new ByteSource(bytes);
    in.require(in.u8("format") == FORMAT, "format");
    in.require(in.u8("suite") == SUITE, "suite");
    List<StoredShare> shares = shares(in);
    byte[] head = in.bytes(in.u16("header length", 1, MAX_HEADER_BYTES), "header");
    JweHeader header = JweHeader.fromBytes(head);
    byte[] iv = in.bytes(Jwe.IV_BYTES, "iv");
    byte[] tag = in.bytes(Jwe.TAG_BYTES, "tag");
    byte[] ciphertext = in.bytes(in.u32("ciphertext length", 1, MAX_BODY_BYTES), "ciphertext");
    byte[] jws = in.bytes(in.u16("signature length", 1, MAX_SIGNATURE_BYTES), "signature");
    byte[] policy = in.bytes(in.u32("policy length", 1, MAX_BODY_BYTES), "policy");
    in.end();
    in.require(header.kid().equals(Digests.kid(shares)), "kid");
    in.require(ascii(jws), "signature");
    Jwe jwe = new Jwe(head, iv, ciphertext, tag);
    return new StoredEnvelope(header, jwe, shares, new String(jws, US_ASCII), Bytes.of(policy));
  }

  private static List<StoredShare> shares(ByteSource in) {
    int count = in.u8("share count");
    in.require(count >= 1 && count <= MAX_SHARES, "share count");
    List<StoredShare> shares = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      SegmentId segment = SegmentId.fromBytes(in.bytes(SegmentId.BYTES, "segment"));
      int length = in.u16("capsule length", StoredCapsule.BYTES, StoredCapsule.BYTES);
      StoredCapsule capsule = StoredCapsule.fromBytes(in.bytes(length, "capsule"));
      in.require(shares.stream().noneMatch(share -> share.segment().equals(segment)), "segment");
      shares.add(new StoredShare(segment, capsule));
    }
    return shares;
  }

  private static boolean ascii(byte[] text) {
    for (byte letter : text) {
      if (letter <= ' ') {
        return false;
      }
    }
    return true;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.fhirpre.crypto.reference.Curve.G;
import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Hashes.field;
import static org.fhirpre.crypto.reference.Hashes.utf8;

import java.math.BigInteger;
import java.util.Arrays;
import org.fhirpre.crypto.reference.Curve.Point;

/** Keys of the worked example, docs/spec/key-derivation.md, contexts, and fixed randomness. */
final class Parties {
  static final String SUITE = "umbral-secp256k1-v1";
  static final long NOT_BEFORE = 1767225600;
  static final long NOT_AFTER = 1798761600;
  static final byte[] SEGMENT = filled(16, 0x55);
  static final byte[] OTHER_SEGMENT = filled(16, 0x88);
  static final byte[] DIRECTORY = filled(16, 0x44);

  static final BigInteger A = segment("NORMAL", "clinical");
  static final BigInteger OTHER_A = segment("PSY", "documents");
  static final BigInteger READER = key("fhir-pre/v1/receiving", "terminal/0");
  static final BigInteger STRANGER = key("fhir-pre/v1/receiving", "terminal/1");
  static final BigInteger KFRAG_SIGNER = key("fhir-pre/v1/signing", "kfrag/0");
  static final BigInteger HOP_SIGNER = key("fhir-pre/v1/signing", "hop/0");
  static final BigInteger DIRECTORY_SIGNER = key("fhir-pre/v1/signing", "directory/0");

  private Parties() {}

  static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] root() {
    byte[] root = new byte[32];
    for (int i = 0; i < root.length; i++) {
      root[i] = (byte) i;
    }
    return root;
  }

  private static byte[] factory(byte[] seed, String label) {
    return Hashes.hkdf(seed, utf8("FACTORY_DERIVATION/" + label), 32);
  }

  private static BigInteger makeKey(byte[] seed, String label) {
    byte[] info = utf8("KEY_DERIVATION/" + label);
    return Hashes.scalar(info, Hashes.hkdf(seed, info, 64));
  }

  private static BigInteger key(String branch, String label) {
    return makeKey(factory(root(), branch), label);
  }

  /** A segment key of 2026; PSY stands for its Coding. */
  static BigInteger segment(String facet, String group) {
    byte[] branch = factory(root(), "fhir-pre/v1/delegator");
    return makeKey(factory(factory(branch, facetLabel(facet)), group), "2026");
  }

  static String facetLabel(String facet) {
    return facet.equals("PSY") ? "http://terminology.hl7.org/CodeSystem/v3-ActCode|PSY" : facet;
  }

  /** Forward key of one of several groups. */
  static BigInteger group(int index) {
    byte[] branch = factory(factory(root(), "fhir-pre/v1/receiving"), "forward");
    return makeKey(factory(branch, "http://example.org/test|group-" + index), "2026");
  }

  static Point publicKey(BigInteger secret) {
    return G.times(secret);
  }

  /** A secret that is not random: hash of its name. */
  static BigInteger fixed(String name) {
    return Hashes.scalar("test vectors of fhir-pre", utf8(name));
  }

  /** 32 bytes that are not random. */
  static byte[] fixedBytes(String name) {
    return Hashes.sha256(utf8("test vectors of fhir-pre/" + name));
  }

  /** Consent context, docs/spec/core.md §5, without purposes. */
  static byte[] consent(Point to) {
    return Hashes.sha256(
        field("FHIR-PRE/ctx/consent/v1"),
        field(SUITE),
        field("Consent-1"),
        field("3"),
        field("Patient/1"),
        field(SEGMENT),
        field(publicKey(A).bytes()),
        field(to.bytes()),
        field(new byte[2]),
        field(new byte[] {4}),
        field(NOT_BEFORE),
        field(NOT_AFTER));
  }

  /** Membership context, docs/spec/chains.md §2. */
  static byte[] membership(Point from, Point to) {
    return Hashes.sha256(
        field("FHIR-PRE/ctx/membership/v1"),
        field(SUITE),
        field("Organization/77"),
        field("Practitioner/9"),
        field("http://example.org/role|physician"),
        field(filled(16, 0x66)),
        field(from.bytes()),
        field(to.bytes()),
        field(new byte[] {3}),
        field(NOT_BEFORE),
        field(NOT_AFTER));
  }

  /** Registration context of a segment key, docs/spec/core.md §9. */
  static byte[] registration(byte[] directory, byte[] segment) {
    return Hashes.sha256(
        join(
            field("FHIR-PRE/ctx/registration/v1"), field(SUITE), field(directory), field(segment)));
  }
}

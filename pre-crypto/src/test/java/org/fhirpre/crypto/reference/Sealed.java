// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.fhirpre.crypto.reference.Curve.G;
import static org.fhirpre.crypto.reference.Curve.N;
import static org.fhirpre.crypto.reference.Curve.U;
import static org.fhirpre.crypto.reference.Curve.b32;
import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Hashes.utf8;

import java.math.BigInteger;
import java.util.Arrays;
import org.fhirpre.crypto.reference.Curve.Point;

/** A capsule with its secrets and what proxies make of it, docs/spec/core.md §3, §7, §8, §10. */
final class Sealed {
  final Point e;
  final Point v;
  private final BigInteger s;
  private final byte[] seed;

  Sealed(String name, BigInteger owner) {
    BigInteger r = Parties.fixed(name + " r");
    BigInteger u = Parties.fixed(name + " u");
    this.e = G.times(r);
    this.v = G.times(u);
    this.s = u.add(r.multiply(Hashes.scalar("CAPSULE_POINTS", e.bytes(), v.bytes()))).mod(N);
    this.seed = e.plus(v).times(owner).bytes();
  }

  static byte[] pack(byte[] field) {
    return join(new byte[] {(byte) 0xc4, (byte) field.length}, field);
  }

  byte[] simple() {
    return join(e.bytes(), v.bytes(), b32(s));
  }

  byte[] messagePack() {
    return join(new byte[] {(byte) 0x93}, pack(e.bytes()), pack(v.bytes()), pack(b32(s)));
  }

  /** 130 bytes, for the first segment. */
  byte[] stored(byte[] macKey) {
    byte[] mac = Hashes.hmac(macKey, utf8("FHIR-PRE/stored-capsule/v1"), Parties.SEGMENT, simple());
    return join(simple(), mac);
  }

  byte[] seed() {
    return seed.clone();
  }

  byte[] share(byte[] segment) {
    return Hashes.hkdf(seed, join(utf8("fhir-pre/v1/share"), segment), 32);
  }

  static byte[] commitment(byte[] kek, byte[] salt) {
    return Hashes.hkdf(kek, salt, utf8("fhir-pre/v1/commit"), 32);
  }

  byte[] transformed(Edge edge) {
    return e.plus(v).times(edge.share(edge.grantId(0))).bytes();
  }

  /** 359 bytes. */
  byte[] frag(Edge edge, int share) {
    byte[] id = edge.grantId(share);
    BigInteger rk = edge.share(id);
    BigInteger y = Parties.fixed(edge.name + " cfrag nonce " + share);
    BigInteger h =
        Hashes.scalar("CFRAG_VERIFICATION", triple(e, rk, y), triple(v, rk, y), triple(U, rk, y));
    return join(
        e.times(rk).bytes(),
        v.times(rk).bytes(),
        id,
        edge.precursor.bytes(),
        e.times(y).bytes(),
        v.times(y).bytes(),
        U.times(rk).bytes(),
        U.times(y).bytes(),
        b32(y.add(h.multiply(rk)).mod(N)),
        edge.keyFragSignature(id));
  }

  private static byte[] triple(Point point, BigInteger rk, BigInteger y) {
    return join(point.bytes(), point.times(rk).bytes(), point.times(y).bytes());
  }

  /** The simple form of a cfrag as MessagePack, 381 bytes. */
  static byte[] packedFrag(byte[] simple) {
    byte[] packed = {(byte) 0x95};
    int position = 0;
    int[] lengths = {33, 33, 32, 33, 33, 33, 33, 33, 32, 64};
    for (int i = 0; i < lengths.length; i++) {
      byte[] field = Arrays.copyOfRange(simple, position, position + lengths[i]);
      packed = join(packed, i == 4 ? new byte[] {(byte) 0x96} : new byte[0], pack(field));
      position += lengths[i];
    }
    return packed;
  }
}

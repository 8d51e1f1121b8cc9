// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.fhirpre.crypto.reference.Curve.G;
import static org.fhirpre.crypto.reference.Curve.N;
import static org.fhirpre.crypto.reference.Curve.U;
import static org.fhirpre.crypto.reference.Curve.b32;
import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Hashes.utf8;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.fhirpre.crypto.reference.Curve.Point;

/** One delegation with all its secrets, docs/spec/core.md §4 and docs/spec/chains.md §3 and §4. */
final class Edge {
  final String name;
  final byte[] context;
  final Point from;
  final Point to;
  final Point precursor;
  private final BigInteger x;
  private final byte[] shared;
  private final List<String> tags;
  private final List<byte[]> hashed;
  private final List<BigInteger> coefficients = new ArrayList<>();

  private Edge(String name, BigInteger holder, Point to, List<String> tags) {
    boolean first = tags.contains("SHARED_SECRET");
    this.name = name;
    this.from = G.times(holder);
    this.to = to;
    this.context = first ? Parties.consent(to) : Parties.membership(from, to);
    this.x = Parties.fixed(name + " x");
    this.precursor = G.times(x);
    this.shared = to.times(x).bytes();
    this.tags = tags;
    this.hashed =
        first
            ? List.of(precursor.bytes(), to.bytes(), shared)
            : List.of(context, precursor.bytes(), from.bytes(), to.bytes(), shared);
    coefficients.add(holder.multiply(Curve.inverse(factor())).mod(N));
  }

  /** From the patient's segment. */
  static Edge first(String name, Point to) {
    return new Edge(name, Parties.A, to, List.of("SHARED_SECRET", "POLYNOMIAL_ARG"));
  }

  static Edge hop(String name, BigInteger holder, Point to) {
    return new Edge(
        name, holder, to, List.of("FHIR-PRE/hop/v1/shared-secret", "FHIR-PRE/hop/v1/share-index"));
  }

  /** The same with so many shares required. */
  Edge requiring(int threshold) {
    while (coefficients.size() < threshold) {
      coefficients.add(Parties.fixed(name + " f" + coefficients.size()));
    }
    return this;
  }

  /** d. */
  BigInteger factor() {
    return Hashes.scalar(tags.get(0), hashed.toArray(byte[][]::new));
  }

  /** rk or hk of the share with this id. */
  BigInteger share(byte[] id) {
    BigInteger z = Hashes.scalar(tags.get(1), join(hashed.toArray(byte[][]::new)), id);
    BigInteger value = BigInteger.ZERO;
    for (int i = coefficients.size() - 1; i >= 0; i--) {
      value = value.multiply(z).add(coefficients.get(i)).mod(N);
    }
    return value;
  }

  private byte[] proof() {
    byte[] ends = join(context, from.bytes(), to.bytes());
    return Signing.schnorr(
        "FHIR-PRE/hop/v1/precursor-pok", ends, x, Parties.fixed(name + " proof nonce"));
  }

  /** ctx, from, to, X, precursor proof. */
  byte[] publicPart() {
    return join(context, from.bytes(), to.bytes(), precursor.bytes(), proof());
  }

  byte[] nonce(int share) {
    return Parties.fixedBytes(name + " nonce " + share);
  }

  /** The id that carries the context, of a grant. */
  byte[] grantId(int share) {
    return Hashes.sha256(utf8("FHIR-PRE/kfrag-id/v1"), context, nonce(share));
  }

  /** The id of a share of a hop key. */
  byte[] hopId(int share) {
    return Parties.fixedBytes(name + " id " + share);
  }

  /** MessagePack, 310 bytes, both keys covered. */
  byte[] keyFrag(int share) {
    byte[] id = grantId(share);
    byte[] signature = keyFragSignature(id);
    return join(
        new byte[] {(byte) 0x95, (byte) 0x91},
        pack(U.bytes()),
        pack(id),
        pack(b32(share(id))),
        pack(precursor.bytes()),
        new byte[] {(byte) 0x95},
        pack(U.times(share(id)).bytes()),
        pack(signature),
        pack(signature),
        new byte[] {(byte) 0xc3, (byte) 0xc3});
  }

  byte[] keyFragSignature(byte[] id) {
    byte[] one = {1};
    byte[] message =
        join(id, U.times(share(id)).bytes(), precursor.bytes(), one, from.bytes(), one, to.bytes());
    return Signing.sign(Parties.KFRAG_SIGNER, message);
  }

  /** 507 bytes. */
  byte[] grantEdge(int share) {
    return join(
        new byte[] {1, 1, 0x10},
        context,
        from.bytes(),
        to.bytes(),
        nonce(share),
        proof(),
        keyFrag(share));
  }

  /** 359 bytes. */
  byte[] hopEdge(int share) {
    byte[] id = hopId(share);
    return join(
        new byte[] {1, 1, 0x11},
        publicPart(),
        id,
        b32(share(id)),
        U.times(share(id)).bytes(),
        hopSignature(id));
  }

  private byte[] hopSignature(byte[] id) {
    byte[] message =
        join(
            utf8("FHIR-PRE/hopkey/v1"),
            context,
            from.bytes(),
            to.bytes(),
            precursor.bytes(),
            id,
            U.times(share(id)).bytes());
    return Signing.sign(Parties.HOP_SIGNER, message);
  }

  /** 231 bytes. */
  byte[] plainHop(Edge previous) {
    BigInteger hk = share(hopId(0));
    return join(new byte[] {1, 1, 0x22}, publicPart(), previous.precursor.times(hk).bytes());
  }

  /** 199 + 226 for each of the shares. */
  byte[] provenHop(Edge previous, int... shares) {
    byte[] hop = join(new byte[] {1, 1, 0x23}, publicPart(), new byte[] {(byte) shares.length});
    for (int share : shares) {
      byte[] id = hopId(share);
      BigInteger hk = share(id);
      BigInteger nonce = Parties.fixed(name + " hop proof nonce " + share);
      hop =
          join(
              hop,
              id,
              previous.precursor.times(hk).bytes(),
              U.times(hk).bytes(),
              Signing.hop(context, previous.precursor, hk, nonce),
              hopSignature(id));
    }
    return hop;
  }

  /** A path that starts with this edge. */
  byte[] path(byte[]... hops) {
    return join(
        new byte[] {1, 1, 0x20, (byte) (1 + hops.length), 1, 1, 0x21}, publicPart(), join(hops));
  }

  private static byte[] pack(byte[] field) {
    return Sealed.pack(field);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.v1.EdgeAgreement;
import org.fhirpre.crypto.internal.v1.EdgeKind;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.HopProof;
import org.fhirpre.crypto.internal.v1.Interpolation;
import org.fhirpre.crypto.internal.v1.SchnorrProof;

/**
 * A hop of one or more proxies, each with a proof that it used the share that the group signed.
 *
 * <p>Shape, {@code docs/spec/chains.md} §6, 199 + 226 m bytes: 01 01 23, context 32, from 33, to
 * 33, X 33, precursor proof 64, m 1 (1..16); m times: id 32, Y 33, H1 33, c 32, z 32, signature 64.
 */
public final class ProvenHop extends PathHop {
  private static final int FIXED_BYTES = 199;
  private static final int SHARE_BYTES = 226;
  static final int MAX_BYTES = FIXED_BYTES + Threshold.MAX_SHARES * SHARE_BYTES;

  private final List<Share> shares;

  /** What one proxy made with its share. */
  record Share(HopCommitment commitment, Point transformed, HopProof proof) {

    static Share read(FieldReader in) {
      Digest id = Digest.of(in.raw("id", Digest.BYTES));
      Point transformed = in.point("Y");
      Point h1 = in.point("H1");
      HopProof proof = new HopProof(in.scalar("proof c"), in.scalar("proof z"));
      return new Share(new HopCommitment(id, h1, in.signature("signature")), transformed, proof);
    }

    void write(FieldWriter out) {
      out.bytes(commitment.id().toBytes())
          .point(transformed)
          .point(commitment.h1())
          .scalar(proof.challenge())
          .scalar(proof.response())
          .signature(commitment.signature());
    }
  }

  ProvenHop(Precursor precursor, List<Share> shares) {
    super(precursor);
    this.shares = List.copyOf(shares);
  }

  /**
   * Parses the part of one proxy, or what was merged.
   *
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static ProvenHop fromBytes(byte[] bytes) {
    FieldReader in = Encoding.simple("proven hop", bytes);
    in.lengthAtMost(MAX_BYTES);
    Encoding.header(in, Encoding.Kind.PROVEN_HOP);
    ProvenHop hop = read(in, Precursor.read(in, EdgeKind.HOP));
    in.end();
    return hop;
  }

  static ProvenHop read(FieldReader in, Precursor precursor) {
    int count = in.unsignedByte("count of shares");
    in.require(count >= 1 && count <= Threshold.MAX_SHARES, "count of shares");
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(Share.read(in));
    }
    return new ProvenHop(precursor, shares);
  }

  /**
   * Joins what several proxies made with shares of one hop key.
   *
   * @throws PreException.VerificationFailed if they are of different hops, two are of one share, or
   *     there are none or more than 16
   */
  public static ProvenHop merge(List<ProvenHop> parts) {
    Encoding.verify(!parts.isEmpty());
    Precursor precursor = parts.get(0).precursor();
    List<Share> shares = parts.stream().flatMap(part -> part.shares.stream()).toList();
    Encoding.verify(parts.stream().allMatch(part -> part.precursor().equals(precursor)));
    Encoding.verify(shares.size() <= Threshold.MAX_SHARES && haveOwnIds(shares));
    return new ProvenHop(precursor, shares);
  }

  private static boolean haveOwnIds(List<Share> shares) {
    return ids(shares).distinct().count() == shares.size();
  }

  private static Stream<Digest> ids(List<Share> shares) {
    return shares.stream().map(share -> share.commitment.id());
  }

  List<Share> shares() {
    return shares;
  }

  @Override
  int bytes() {
    return FIXED_BYTES + shares.size() * SHARE_BYTES;
  }

  @Override
  FieldWriter write(FieldWriter out) {
    Encoding.header(out, Encoding.Kind.PROVEN_HOP);
    precursor().write(out).constant(shares.size());
    shares.forEach(share -> share.write(out));
    return out;
  }

  @Override
  void verifyTransform(Point previous, HopKeyRegistry registry) {
    ForwardPublicKey forwarder = new ForwardPublicKey(precursor().ends().from());
    HopVerifyingKey verifier =
        registry.verifyingKey(forwarder).orElseThrow(PreException.VerificationFailed::new);
    Encoding.verify(haveOwnIds(shares));
    for (Share share : shares) {
      Encoding.verify(share.commitment.isSignedBy(verifier, precursor()));
      Encoding.verify(share.proof.proves(statement(share, previous), Groups.shared()));
    }
  }

  private HopProof.Statement statement(Share share, Point previous) {
    return statement(precursor(), previous, share.transformed, share.commitment.h1());
  }

  static HopProof.Statement statement(
      Precursor precursor, Point previous, Point transformed, Point h1) {
    SchnorrProof.Context context = SchnorrProof.Context.of(precursor.ends().context().toBytes());
    return new HopProof.Statement(context, previous, transformed, h1);
  }

  @Override
  Optional<Point> joined(EdgeAgreement agreement, GroupProvider group) {
    List<byte[]> ids = ids(shares).map(Digest::toBytes).toList();
    List<Point> points = shares.stream().map(Share::transformed).toList();
    return Interpolation.of(agreement, ids).flatMap(weights -> weights.sum(points, group));
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "ProvenHop";
  }
}

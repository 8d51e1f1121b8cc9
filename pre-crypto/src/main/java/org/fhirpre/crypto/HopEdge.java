// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.v1.EdgeKind;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.Layout;

/**
 * A hop key from a group to the proxy, or one share of it, parsed but <em>not</em> trusted.
 *
 * <p>Confidential: whoever holds it and the member's secret key can compute the group's.
 *
 * <p>Shape, {@code docs/spec/chains.md} §4:
 *
 * <pre>
 *   offset  bytes  field             offset  bytes  field
 *   0       3      01 01 11          198     32     id of the share
 *   3       32     context digest    230     32     hk
 *   35      33     from, the group   262     33     H1 = hk*U
 *   68      33     to, the member    295     64     signature
 *   101     33     X, precursor
 *   134     64     precursor proof
 * </pre>
 */
public final class HopEdge {
  public static final int BYTES = 359;

  private final Precursor precursor;
  private final SecretScalar hk;
  private final HopCommitment commitment;

  HopEdge(Precursor precursor, SecretScalar hk, HopCommitment commitment) {
    this.precursor = precursor;
    this.hk = hk;
    this.commitment = commitment;
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static HopEdge fromBytes(byte[] bytes) {
    FieldReader in = Encoding.simple("hop edge", bytes).length(BYTES);
    Encoding.header(in, Encoding.Kind.HOP_EDGE);
    Precursor precursor = Precursor.read(in, EdgeKind.HOP);
    Digest id = Digest.of(in.raw("id", Digest.BYTES));
    SecretScalar hk = in.secretScalar("hk");
    HopCommitment commitment = new HopCommitment(id, in.point("H1"), in.signature("signature"));
    in.end();
    return new HopEdge(precursor, hk, commitment);
  }

  /** Confidential, see above. */
  public byte[] toBytes() {
    FieldWriter out = new FieldWriter(Layout.SIMPLE, BYTES);
    Encoding.header(out, Encoding.Kind.HOP_EDGE);
    return precursor
        .write(out)
        .bytes(commitment.id().toBytes())
        .secretScalar(hk)
        .point(commitment.h1())
        .signature(commitment.signature())
        .toBytes();
  }

  /** Digest of the {@link MembershipContext} it claims to be made for, 32 bytes. */
  public byte[] context() {
    return precursor.ends().context().toBytes();
  }

  /** The group's key, as the bytes claim. The caller compares it with a registered one. */
  public ForwardPublicKey from() {
    return new ForwardPublicKey(precursor.ends().from());
  }

  /**
   * The same as {@link #verify(HopVerifyingKey, ReceivingPublicKey)} for a member with a terminal
   * key, behind whom no further hop is possible.
   *
   * @throws PreException.VerificationFailed if commitment, signature or precursor proof do not hold
   */
  public VerifiedHop verify(HopVerifyingKey verifier) {
    return verify(verifier, new TerminalPublicKey(precursor.ends().to()));
  }

  /**
   * The only way to a usable hop key. The caller compares {@link #context} and {@link #from} with
   * what it expects.
   *
   * @param verifier the group's, from a source the proxy trusts
   * @param member the key the hop must lead to, in the role in which it is registered
   * @throws PreException.VerificationFailed if it leads elsewhere, or commitment, signature or
   *     precursor proof do not hold
   */
  public VerifiedHop verify(HopVerifyingKey verifier, ReceivingPublicKey member) {
    Encoding.verify(precursor.ends().to().equals(EncodedKey.pointOf(member)));
    Encoding.verify(Groups.shared().mulU(hk).equals(commitment.h1()));
    Encoding.verify(commitment.isSignedBy(verifier, precursor));
    Encoding.verify(precursor.holds());
    return new VerifiedHop(new VerifiedPrecursor(precursor, member), hk, commitment);
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "HopEdge";
  }
}

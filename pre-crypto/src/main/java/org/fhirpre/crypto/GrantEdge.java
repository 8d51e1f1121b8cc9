// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.fhirpre.crypto.internal.group.Sha256;
import org.fhirpre.crypto.internal.v1.EdgeKind;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.KeyBinding;
import org.fhirpre.crypto.internal.v1.Layout;
import org.fhirpre.crypto.internal.v1.SchnorrProof;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * A grant from a patient to the proxy, parsed but <em>not</em> trusted. Confidential, since it
 * holds a {@link KeyFrag}.
 *
 * <p>Shape, {@code docs/spec/core.md} §6:
 *
 * <pre>
 *   offset  bytes  field
 *   0       3      01 01 10: layout version, suite, kind
 *   3       32     context digest
 *   35      33     A, delegator
 *   68      33     B, delegatee
 *   101     32     nonce
 *   133     64     precursor proof
 *   197     310    key fragment
 * </pre>
 */
public final class GrantEdge {
  public static final int BYTES = 507;
  static final int NONCE_BYTES = 32;

  private final Precursor.Ends ends;
  private final byte[] nonce;
  private final SchnorrProof proof;
  private final KeyFrag keyFrag;

  GrantEdge(Precursor.Ends ends, byte[] nonce, SchnorrProof proof, KeyFrag keyFrag) {
    this.ends = ends;
    this.nonce = nonce;
    this.proof = proof;
    this.keyFrag = keyFrag;
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static GrantEdge fromBytes(byte[] bytes) {
    FieldReader in = Encoding.simple("grant edge", bytes).length(BYTES);
    Encoding.header(in, Encoding.Kind.GRANT_EDGE);
    Precursor.Ends ends = Precursor.Ends.read(in, EdgeKind.FIRST);
    byte[] nonce = in.raw("nonce", NONCE_BYTES);
    SchnorrProof proof = in.proof("precursor proof");
    byte[] frag = in.raw("key fragment", KeyFrag.BYTES);
    in.end();
    try {
      return new GrantEdge(ends, nonce, proof, KeyFrag.fromBytes(frag));
    } finally {
      Arrays.fill(frag, (byte) 0);
    }
  }

  /** Confidential, see above. */
  public byte[] toBytes() {
    FieldWriter out =
        Encoding.header(new FieldWriter(Layout.SIMPLE, BYTES), Encoding.Kind.GRANT_EDGE);
    return ends.write(out).bytes(nonce).proof(proof).bytes(keyFrag.toBytes()).toBytes();
  }

  /** Digest of the {@link ConsentContext} it claims to be granted for, 32 bytes. */
  public byte[] context() {
    return ends.context().toBytes();
  }

  /**
   * The same as {@link #verify(KeyFragVerifyingKey, ReceivingPublicKey)} for a delegatee with a
   * terminal key, who cannot forward.
   *
   * @throws PreException.VerificationFailed if kfrag, signatures, binding to the context or
   *     precursor proof do not hold
   */
  public VerifiedGrant verify(KeyFragVerifyingKey verifier) {
    return verify(verifier, new TerminalPublicKey(ends.to()));
  }

  /**
   * The only way to a usable grant. The caller compares {@link #context} with what it expects.
   *
   * @param verifier the patient's, from a source the proxy trusts
   * @param delegatee the key the grant must lead to, in the role in which it is registered
   * @throws PreException.VerificationFailed if it leads elsewhere, or kfrag, signatures, binding to
   *     the context or precursor proof do not hold
   */
  public VerifiedGrant verify(KeyFragVerifyingKey verifier, ReceivingPublicKey delegatee) {
    Encoding.verify(ends.to().equals(EncodedKey.pointOf(delegatee)));
    DelegatorPublicKey delegator = new DelegatorPublicKey(ends.from());
    VerifiedKeyFrag verified = keyFrag.verify(verifier, delegator, delegatee);
    Encoding.verify(keyFrag.commitment().binding() == KeyBinding.BOTH);
    Encoding.verify(keyFrag.id().equals(keyFragId(ends.context(), nonce)));
    Precursor precursor = new Precursor(ends, keyFrag.precursor(), proof);
    Encoding.verify(precursor.holds());
    return new VerifiedGrant(verified, new VerifiedPrecursor(precursor, delegatee));
  }

  /** The kfrag id that carries the context. */
  static Digest keyFragId(Digest context, byte[] nonce) {
    byte[] tag = Tags.KEY_FRAG_ID.getBytes(US_ASCII);
    return Digest.of(Sha256.of(tag, context.toBytes(), nonce));
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "GrantEdge";
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.Signature;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.KeyBinding;
import org.fhirpre.crypto.internal.v1.KeyFragMessage;
import org.fhirpre.crypto.internal.v1.Layout;

/**
 * A re-encryption key fragment, parsed but <em>not</em> trusted.
 *
 * <p>It holds no plaintext key, yet whoever holds it and the delegatee's secret key can compute the
 * delegator's: treat the bytes as confidential.
 *
 * <p>Shape (MessagePack, the only one), {@code docs/spec/core.md} §4:
 *
 * <pre>
 *   offset  bytes  field            offset  bytes  field
 *   4       33     U, constant      143     33     U1 = rk*U
 *   39      32     id               178     64     signature for the proxy
 *   73      32     rk               244     64     signature for the receiver
 *   107     33     X                308     2      flags: delegator, delegatee covered
 * </pre>
 */
public final class KeyFrag {
  public static final int BYTES = 310;

  private final Digest id;
  private final SecretScalar rk;
  private final Point precursor;
  private final Commitment commitment;

  /** The key's commitment and the signatures over it. */
  record Commitment(Point u1, Signature forProxy, Signature forReceiver, KeyBinding binding) {}

  KeyFrag(Digest id, SecretScalar rk, Point precursor, Commitment commitment) {
    this.id = id;
    this.rk = rk;
    this.precursor = precursor;
    this.commitment = commitment;
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static KeyFrag fromBytes(byte[] bytes) {
    FieldReader in = Encoding.messagePack("key fragment", bytes).length(BYTES);
    in.struct("struct", 5).struct("parameters", 1);
    in.require(in.point("U").equals(Secp256k1.U), "U");
    KeyFrag frag =
        new KeyFrag(
            Digest.of(in.bytes("id", Digest.BYTES)),
            in.secretScalar("rk"),
            in.point("X"),
            readCommitment(in));
    in.end();
    return frag;
  }

  private static Commitment readCommitment(FieldReader in) {
    in.struct("proof", 5);
    return new Commitment(
        in.point("U1"),
        in.signature("signature for the proxy"),
        in.signature("signature for the receiver"),
        KeyBinding.of(in.flag("delegator flag"), in.flag("delegatee flag")));
  }

  /** Confidential, see above. */
  public byte[] toBytes() {
    FieldWriter out = new FieldWriter(Layout.MESSAGE_PACK, BYTES);
    out.struct(5)
        .struct(1)
        .point(Secp256k1.U)
        .bytes(id.toBytes())
        .secretScalar(rk)
        .point(precursor);
    return out.struct(5)
        .point(commitment.u1)
        .signature(commitment.forProxy)
        .signature(commitment.forReceiver)
        .flag(commitment.binding.coversDelegator())
        .flag(commitment.binding.coversDelegatee())
        .toBytes();
  }

  /**
   * Checks the commitment to the key and both signatures.
   *
   * @param verifier the delegator's, from a source the proxy trusts
   * @throws PreException.VerificationFailed if one of them does not hold for these three keys
   */
  public VerifiedKeyFrag verify(
      KeyFragVerifyingKey verifier, DelegatorPublicKey delegator, ReceivingPublicKey delegatee) {
    KeyFragMessage message = message(delegator.point(), EncodedKey.pointOf(delegatee));
    Encoding.verify(Groups.shared().mulU(rk).equals(commitment.u1));
    verify(commitment.forReceiver, verifier, message.covering(KeyBinding.BOTH));
    boolean sameTwice =
        commitment.binding == KeyBinding.BOTH && commitment.forProxy.equals(commitment.forReceiver);
    if (!sameTwice) {
      verify(commitment.forProxy, verifier, message.covering(commitment.binding));
    }
    return new VerifiedKeyFrag(this, delegator, delegatee);
  }

  private static void verify(Signature signature, KeyFragVerifyingKey verifier, byte[] message) {
    Encoding.verify(Groups.shared().verifies(signature, verifier.point(), message));
  }

  private KeyFragMessage message(Point delegator, Point delegatee) {
    return new KeyFragMessage(
        id.toBytes(), commitment.u1, precursor, new KeyFragMessage.KeyPair(delegator, delegatee));
  }

  Digest id() {
    return id;
  }

  SecretScalar rk() {
    return rk;
  }

  Point precursor() {
    return precursor;
  }

  Commitment commitment() {
    return commitment;
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "KeyFrag";
  }
}

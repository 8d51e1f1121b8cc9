// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Secp256k1;
import org.fhirpre.crypto.internal.group.Signature;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.FragmentProof;
import org.fhirpre.crypto.internal.v1.KeyBinding;
import org.fhirpre.crypto.internal.v1.KeyFragMessage;
import org.fhirpre.crypto.internal.v1.Layout;

/**
 * A transformed capsule with proof, parsed but <em>not</em> trusted.
 *
 * <p>Shape, {@code docs/spec/core.md} §8: E1 33, V1 33, id 32, X 33, E2 33, V2 33, U1 33, U2 33, z
 * 32, signature 64; 359 bytes simple, 381 as MessagePack (fields from E2 on in an inner struct).
 */
public final class CapsuleFrag {
  public static final int SIMPLE_BYTES = 359;
  public static final int MESSAGE_PACK_BYTES = 381;

  private final Point e1;
  private final Point v1;
  private final Origin origin;
  private final FragmentProof proof;

  /** What it takes over from the kfrag. */
  record Origin(Digest keyFragId, Point precursor, Point u1, Signature signature) {}

  CapsuleFrag(Point e1, Point v1, Origin origin, FragmentProof proof) {
    this.e1 = e1;
    this.v1 = v1;
    this.origin = origin;
    this.proof = proof;
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static CapsuleFrag fromSimple(byte[] bytes) {
    return parse(Encoding.simple("capsule fragment", bytes).length(SIMPLE_BYTES));
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static CapsuleFrag fromMessagePack(byte[] bytes) {
    return parse(Encoding.messagePack("capsule fragment", bytes).length(MESSAGE_PACK_BYTES));
  }

  private static CapsuleFrag parse(FieldReader in) {
    in.struct("struct", 5);
    Point e1 = in.point("E1");
    Point v1 = in.point("V1");
    Digest id = Digest.of(in.bytes("id", Digest.BYTES));
    Point x = in.point("X");
    in.struct("proof", 6);
    Point e2 = in.point("E2");
    Point v2 = in.point("V2");
    Point u1 = in.point("U1");
    FragmentProof proof = new FragmentProof(e2, v2, in.point("U2"), in.scalar("z"));
    Origin origin = new Origin(id, x, u1, in.signature("signature"));
    in.end();
    return new CapsuleFrag(e1, v1, origin, proof);
  }

  public byte[] toSimple() {
    return write(new FieldWriter(Layout.SIMPLE, SIMPLE_BYTES));
  }

  public byte[] toMessagePack() {
    return write(new FieldWriter(Layout.MESSAGE_PACK, MESSAGE_PACK_BYTES));
  }

  private byte[] write(FieldWriter out) {
    out.struct(5).point(e1).point(v1).bytes(origin.keyFragId.toBytes()).point(origin.precursor);
    return out.struct(6)
        .point(proof.e2())
        .point(proof.v2())
        .point(origin.u1)
        .point(proof.u2())
        .scalar(proof.z())
        .signature(origin.signature)
        .toBytes();
  }

  /**
   * Checks the delegator's signature over the kfrag's public values and the proof of the transform.
   *
   * @throws PreException.VerificationFailed if one does not hold for this capsule and these keys
   */
  public VerifiedCapsuleFrag verify(VerifiedCapsule capsule, FragmentKeys keys) {
    Point delegatee = EncodedKey.pointOf(keys.delegatee());
    KeyFragMessage message =
        new KeyFragMessage(
            origin.keyFragId.toBytes(),
            origin.u1,
            origin.precursor,
            new KeyFragMessage.KeyPair(keys.delegator().point(), delegatee));
    byte[] signed = message.covering(KeyBinding.BOTH);
    GroupProvider group = Groups.shared();
    Encoding.verify(group.verifies(origin.signature, keys.verifier().point(), signed));
    Encoding.verify(proof.proves(statement(capsule), group));
    return new VerifiedCapsuleFrag(this, capsule);
  }

  private FragmentProof.Statement statement(VerifiedCapsule capsule) {
    return new FragmentProof.Statement(
        new FragmentProof.Pair(capsule.capsule().e(), e1),
        new FragmentProof.Pair(capsule.capsule().v(), v1),
        new FragmentProof.Pair(Secp256k1.U, origin.u1));
  }

  Digest keyFragId() {
    return origin.keyFragId;
  }

  Point e1() {
    return e1;
  }

  Point v1() {
    return v1;
  }

  Point precursor() {
    return origin.precursor;
  }

  /** The type's name only. */
  @Override
  public String toString() {
    return "CapsuleFrag";
  }
}

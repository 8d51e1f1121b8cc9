// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Optional;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.v1.CapsuleEquation;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.Layout;

/**
 * A capsule, parsed but <em>not</em> trusted: public values from which a key seed is recovered.
 *
 * <p>Shape, {@code docs/spec/core.md} §3:
 *
 * <pre>
 *   simple  MessagePack  bytes  field
 *   -       0            1      0x93
 *   0       3            33     E
 *   33      38           33     V
 *   66      73           32     s
 *   98      105                 (MessagePack: each field after 0xc4 and its length)
 * </pre>
 */
public final class Capsule {
  public static final int SIMPLE_BYTES = 98;
  public static final int MESSAGE_PACK_BYTES = 105;

  private final Point e;
  private final Point v;
  private final Scalar s;

  Capsule(Point e, Point v, Scalar s) {
    this.e = e;
    this.v = v;
    this.s = s;
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static Capsule fromSimple(byte[] bytes) {
    return parse(Encoding.simple("capsule", bytes).length(SIMPLE_BYTES));
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static Capsule fromMessagePack(byte[] bytes) {
    return parse(Encoding.messagePack("capsule", bytes).length(MESSAGE_PACK_BYTES));
  }

  private static Capsule parse(FieldReader in) {
    in.struct("struct", 3);
    Capsule capsule = new Capsule(in.point("E"), in.point("V"), in.scalar("s"));
    in.end();
    return capsule;
  }

  public byte[] toSimple() {
    return write(new FieldWriter(Layout.SIMPLE, SIMPLE_BYTES));
  }

  public byte[] toMessagePack() {
    return write(new FieldWriter(Layout.MESSAGE_PACK, MESSAGE_PACK_BYTES));
  }

  private byte[] write(FieldWriter out) {
    return out.struct(3).point(e).point(v).scalar(s).toBytes();
  }

  /**
   * The only way to a usable capsule: the maker knew the logarithm of E, and E + V is not the
   * identity.
   *
   * @throws PreException.VerificationFailed otherwise
   */
  public VerifiedCapsule verify() {
    Encoding.verify(CapsuleEquation.holds(e, v, s, Groups.shared()));
    return withSum(Groups.shared());
  }

  /** For what this process made or authenticated itself; the identity is refused nonetheless. */
  VerifiedCapsule withSum(GroupProvider group) {
    Optional<Point> sum = group.add(e, v);
    return new VerifiedCapsule(this, sum.orElseThrow(PreException.VerificationFailed::new));
  }

  Point e() {
    return e;
  }

  Point v() {
    return v;
  }

  Scalar s() {
    return s;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Capsule capsule
        && e.equals(capsule.e)
        && v.equals(capsule.v)
        && s.equals(capsule.s);
  }

  @Override
  public int hashCode() {
    return e.hashCode();
  }

  /** The type's name only: a capsule identifies a record. */
  @Override
  public String toString() {
    return "Capsule";
  }
}

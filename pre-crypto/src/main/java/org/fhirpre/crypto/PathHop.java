// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Optional;
import java.util.Set;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.v1.EdgeAgreement;
import org.fhirpre.crypto.internal.v1.EdgeKind;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.Layout;

/**
 * An edge of a path behind the first: who forwarded to whom, and the previous precursor as the
 * proxy transformed it. Parsed but <em>not</em> trusted; public values.
 *
 * <p>Source: {@code docs/spec/chains.md} §6.
 */
public abstract sealed class PathHop permits PlainHop, ProvenHop {
  private final Precursor precursor;

  PathHop(Precursor precursor) {
    this.precursor = precursor;
  }

  static PathHop read(FieldReader in) {
    Encoding.Kind kind =
        Encoding.header(in, Set.of(Encoding.Kind.PLAIN_HOP, Encoding.Kind.PROVEN_HOP));
    Precursor precursor = Precursor.read(in, EdgeKind.HOP);
    return kind == Encoding.Kind.PLAIN_HOP
        ? PlainHop.read(in, precursor)
        : ProvenHop.read(in, precursor);
  }

  final Precursor precursor() {
    return precursor;
  }

  /** Digest of the {@link MembershipContext} it claims, 32 bytes. */
  public final byte[] context() {
    return precursor.ends().context().toBytes();
  }

  /** Size of its encoding. */
  abstract int bytes();

  abstract FieldWriter write(FieldWriter out);

  public final byte[] toBytes() {
    return write(new FieldWriter(Layout.SIMPLE, bytes())).toBytes();
  }

  /**
   * Checks what was proven about the transform of {@code previous}.
   *
   * @throws PreException.VerificationFailed if something was and does not hold
   */
  abstract void verifyTransform(Point previous, HopKeyRegistry registry);

  /** The transformed precursor, joined from the shares; empty if they do not go together. */
  abstract Optional<Point> joined(EdgeAgreement agreement, GroupProvider group);
}

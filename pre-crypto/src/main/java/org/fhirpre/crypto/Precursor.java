// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.v1.EdgeAgreement;
import org.fhirpre.crypto.internal.v1.EdgeKind;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.SchnorrProof;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * The public part of one delegation: context, from key A, to key B, precursor X, and the proof that
 * its maker knew the logarithm of X, bound to all of them.
 *
 * <p>The proof is what keeps a colluder from submitting a multiple of somebody else's precursor.
 *
 * <p>Source: {@code docs/spec/core.md} §6.
 */
record Precursor(Ends ends, Point x, SchnorrProof proof) {

  /** What the delegation is for and between. */
  record Ends(EdgeKind kind, Digest context, Point from, Point to) {

    SchnorrProof.Statement statement(Point x) {
      return new SchnorrProof.Statement(
          Tags.PRECURSOR_PROOF, SchnorrProof.Context.of(context.toBytes(), from, to), x);
    }

    /** The agreement on the secret point that X and the key {@code to} have in common. */
    EdgeAgreement agreement(Point x, Point shared) {
      return kind == EdgeKind.FIRST
          ? EdgeAgreement.first(x, to, shared)
          : EdgeAgreement.hop(context.toBytes(), x, new EdgeAgreement.Ends(from, to), shared);
    }

    static Ends read(FieldReader in, EdgeKind kind) {
      Digest context = Digest.of(in.raw("context", Digest.BYTES));
      return new Ends(kind, context, in.point("from"), in.point("to"));
    }

    FieldWriter write(FieldWriter out) {
      return out.bytes(context.toBytes()).point(from).point(to);
    }
  }

  /** 195 bytes. */
  static Precursor read(FieldReader in, EdgeKind kind) {
    return new Precursor(Ends.read(in, kind), in.point("X"), in.proof("precursor proof"));
  }

  FieldWriter write(FieldWriter out) {
    return ends.write(out).point(x).proof(proof);
  }

  EdgeAgreement agreement(Point shared) {
    return ends.agreement(x, shared);
  }

  boolean holds() {
    return !ends.from.equals(ends.to) && proof.proves(ends.statement(x), Groups.shared());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.SchnorrProof;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * The public part of one delegation: context, from key A, to key B, precursor X, and the proof that
 * its maker knew the logarithm of X, bound to all of them.
 *
 * <p>The proof is what keeps a colluder from submitting a multiple of somebody else's precursor.
 */
record Precursor(Ends ends, Point x, SchnorrProof proof) {

  /** What the delegation is for and between. */
  record Ends(Digest context, Point from, Point to) {

    SchnorrProof.Statement statement(Point x) {
      return new SchnorrProof.Statement(
          Tags.PRECURSOR_PROOF, SchnorrProof.Context.of(context.toBytes(), from, to), x);
    }

    static Ends read(FieldReader in) {
      return new Ends(Digest.of(in.raw("context", Digest.BYTES)), in.point("A"), in.point("B"));
    }

    FieldWriter write(FieldWriter out) {
      return out.bytes(context.toBytes()).point(from).point(to);
    }
  }

  boolean holds() {
    return !ends.from.equals(ends.to) && proof.proves(ends.statement(x), Groups.shared());
  }
}

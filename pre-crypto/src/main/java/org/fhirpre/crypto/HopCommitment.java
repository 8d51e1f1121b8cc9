// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Signature;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.Layout;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * The public part of one share of a hop key: its id, H1 = hk*U, and the forwarder's signature,
 * which ties both to the hop. docs/spec/chains.md §4.
 */
record HopCommitment(Digest id, Point h1, Signature signature) {
  private static final int MESSAGE_BYTES = 214;

  static HopCommitment sign(Unsigned unsigned, HopSigner signer, GroupProvider group) {
    Signature signature = group.sign(signer.scalar(), unsigned.message());
    return new HopCommitment(unsigned.id, unsigned.h1, signature);
  }

  boolean isSignedBy(HopVerifyingKey verifier, Precursor precursor) {
    byte[] message = new Unsigned(precursor, id, h1).message();
    return Groups.shared().verifies(signature, verifier.point(), message);
  }

  /** What the signature covers: tag 18, ctx 32, from 33, to 33, X 33, id 32, H1 33. */
  record Unsigned(Precursor precursor, Digest id, Point h1) {

    byte[] message() {
      FieldWriter out = new FieldWriter(Layout.SIMPLE, MESSAGE_BYTES);
      out.bytes(Tags.HOP_KEY.getBytes(US_ASCII));
      return precursor
          .ends()
          .write(out)
          .point(precursor.x())
          .bytes(id.toBytes())
          .point(h1)
          .toBytes();
    }
  }
}

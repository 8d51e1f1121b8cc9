// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.nio.ByteBuffer;
import java.util.List;
import org.fhirpre.crypto.internal.group.Signature;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * A patient's word that she grants exactly these fragments for one entry of one plan: r 32, s 32.
 *
 * <p>The fragments prove themselves; this says that they answer the plan that she was shown.
 * Source: {@code docs/spec/grant-plan.md} §3.
 */
public final class GrantSignature {
  public static final int BYTES = Signature.BYTES;

  private final Signature signature;

  private GrantSignature(Signature signature) {
    this.signature = signature;
  }

  /**
   * What is signed.
   *
   * @param plan see {@link PlanDigest}
   * @param context of the entry
   * @param fragments in the order in which they are sent
   */
  public record Statement(Digest plan, ConsentContext context, List<GrantEdge> fragments) {
    byte[] toBytes() {
      LengthPrefixed list = new LengthPrefixed();
      fragments.forEach(fragment -> list.bytes(fragment.toBytes()));
      byte[] joined = list.toBytes();
      byte[] counted =
          ByteBuffer.allocate(Short.BYTES + joined.length)
              .putShort((short) fragments.size())
              .put(joined)
              .array();
      return new LengthPrefixed()
          .string(Tags.GRANT_UPLOAD)
          .string(Umbral.SUITE_ID)
          .bytes(plan.toBytes())
          .bytes(context.digest())
          .bytes(counted)
          .toBytes();
    }

    /** The type's name only: fragments are confidential. */
    @Override
    public String toString() {
      return "Statement";
    }
  }

  public static GrantSignature sign(GrantSigner signer, Statement statement) {
    return new GrantSignature(Groups.shared().sign(signer.scalar(), statement.toBytes()));
  }

  /**
   * @throws PreException.MalformedEncoding unless 64 bytes, r and s in range and s low
   */
  public static GrantSignature fromBytes(byte[] bytes) {
    FieldReader in = Encoding.simple("grant signature", bytes).length(BYTES);
    GrantSignature signature = new GrantSignature(in.signature("signature"));
    in.end();
    return signature;
  }

  public byte[] toBytes() {
    return signature.encoded();
  }

  /**
   * @throws PreException.VerificationFailed if it is of another key or about another statement
   */
  public void verify(GrantVerifyingKey key, Statement statement) {
    Encoding.verify(Groups.shared().verifies(signature, key.point(), statement.toBytes()));
  }
}

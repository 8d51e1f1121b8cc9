// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import org.bouncycastle.util.Arrays;
import org.fhirpre.crypto.internal.group.Signature;
import org.fhirpre.crypto.internal.v1.FieldReader;

/**
 * A patient's list of segment keys, one signed edition of it, parsed but <em>not</em> trusted.
 *
 * <p>Writers find here whom to encapsulate to, also for epochs to come, while the patient's agent
 * is away. Confidential as far as the patient wants: whoever reads it can tell what segment ids
 * stand for.
 *
 * <p>Shape, {@code docs/spec/directory.md} §2: the signed bytes D, then the signature, 64 bytes.
 */
public final class SegmentDirectory {
  static final int MAX_BYTES = 1 << 24;

  private final DirectoryBody body;
  private final Signature signature;

  private SegmentDirectory(DirectoryBody body, Signature signature) {
    this.body = body;
    this.signature = signature;
  }

  /**
   * The first edition of a directory.
   *
   * @param id 16 random bytes, made once per directory
   */
  public static SegmentDirectory first(
      byte[] id, DirectoryEdition edition, DirectorySigner signer) {
    return signed(new DirectoryBody(id, 1, DirectoryBody.NO_PREVIOUS, edition), signer);
  }

  /** The edition after {@code previous}. */
  public static SegmentDirectory following(
      VerifiedDirectory previous, DirectoryEdition edition, DirectorySigner signer) {
    DirectoryBody before = previous.body();
    long sequence = Math.incrementExact(before.sequence());
    return signed(new DirectoryBody(before.id(), sequence, before.digest(), edition), signer);
  }

  private static SegmentDirectory signed(DirectoryBody body, DirectorySigner signer) {
    return new SegmentDirectory(body, Groups.shared().sign(signer.scalar(), body.toBytes()));
  }

  /**
   * @throws PreException.MalformedEncoding naming the first field that is wrong
   */
  public static SegmentDirectory fromBytes(byte[] bytes) {
    FieldReader in = Encoding.simple("directory", bytes).lengthAtMost(MAX_BYTES);
    DirectoryBody body = DirectoryBody.read(in);
    Signature signature = in.signature("signature");
    in.end();
    return new SegmentDirectory(body, signature);
  }

  public byte[] toBytes() {
    return Arrays.concatenate(body.toBytes(), signature.encoded());
  }

  /**
   * For a reader who has no earlier edition.
   *
   * @param pinned the patient's, from a source the reader trusts, and the same ever after
   * @throws PreException.VerificationFailed if the signature or a possession proof does not hold
   */
  public VerifiedDirectory verify(DirectoryVerifyingKey pinned) {
    Encoding.verify(Groups.shared().verifies(signature, pinned.point(), body.toBytes()));
    byte[] id = body.id();
    body.edition().entries().forEach(entry -> entry.verify(id));
    return new VerifiedDirectory(body);
  }

  /**
   * For a reader who has the edition before this.
   *
   * @throws PreException.VerificationFailed also if this is not the same directory, a later edition
   *     and linked to {@code previous} by its hash
   */
  public VerifiedDirectory verify(DirectoryVerifyingKey pinned, VerifiedDirectory previous) {
    Encoding.verify(body.follows(previous.body()));
    return verify(pinned);
  }

  /** The type's name only: a directory tells what segment ids stand for. */
  @Override
  public String toString() {
    return "SegmentDirectory";
  }
}

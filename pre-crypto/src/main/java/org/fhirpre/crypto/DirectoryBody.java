// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fhirpre.crypto.internal.group.Sha256;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.LengthPrefixed;
import org.fhirpre.crypto.internal.v1.Tags;

/**
 * What a directory's signature covers, D: which directory, which edition of it, what it says, and
 * the hash of the edition before. Source: docs/spec/directory.md §2.
 */
final class DirectoryBody {
  static final Digest NO_PREVIOUS = Digest.of(new byte[Digest.BYTES]);

  private final byte[] id;
  private final long sequence;
  private final Digest previous;
  private final DirectoryEdition edition;

  /**
   * @param id 16 bytes
   * @param sequence at least 1
   */
  DirectoryBody(byte[] id, long sequence, Digest previous, DirectoryEdition edition) {
    this.id = Encoding.argument("directory id", id, RegistrationContext.DIRECTORY_ID_BYTES);
    this.sequence = sequence;
    this.previous = previous;
    this.edition = edition;
  }

  static DirectoryBody read(FieldReader in) {
    byte[] tag = in.prefixed("tag", Tags.DIRECTORY.length());
    in.require(Arrays.equals(tag, Tags.DIRECTORY.getBytes(US_ASCII)), "tag");
    byte[] suite = in.prefixed("suite", Umbral.SUITE_ID.length());
    in.require(Arrays.equals(suite, Umbral.SUITE_ID.getBytes(US_ASCII)), "suite");
    byte[] id = in.prefixed("directory id", RegistrationContext.DIRECTORY_ID_BYTES);
    long sequence = in.number("sequence");
    in.require(sequence >= 1, "sequence");
    Instant issuedAt = time(in, in.number("time"));
    Digest previous = Digest.of(in.prefixed("previous", Digest.BYTES));
    byte[] list = in.prefixed("entries", Short.BYTES, SegmentDirectory.MAX_BYTES);
    DirectoryEdition edition = new DirectoryEdition(issuedAt, entries(list));
    return new DirectoryBody(id, sequence, previous, edition);
  }

  private static Instant time(FieldReader in, long seconds) {
    in.require(seconds <= Instant.MAX.getEpochSecond(), "time");
    return Instant.ofEpochSecond(seconds);
  }

  private static List<DirectoryEntry> entries(byte[] list) {
    FieldReader in = Encoding.simple("directory", list);
    int count = (in.unsignedByte("count") << Byte.SIZE) | in.unsignedByte("count");
    List<DirectoryEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      DirectoryEntry entry = DirectoryEntry.read(in);
      in.require(i == 0 || DirectoryEntry.ORDER.compare(entries.get(i - 1), entry) < 0, "order");
      entries.add(entry);
    }
    in.require(DirectoryEdition.isDistinct(entries), "entries, an id or key twice");
    in.end();
    return entries;
  }

  byte[] toBytes() {
    return new LengthPrefixed()
        .string(Tags.DIRECTORY)
        .string(Umbral.SUITE_ID)
        .bytes(id)
        .number(sequence)
        .number(edition.issuedAt().getEpochSecond())
        .bytes(previous.toBytes())
        .bytes(edition.list())
        .toBytes();
  }

  Digest digest() {
    return Digest.of(Sha256.of(toBytes()));
  }

  byte[] id() {
    return id.clone();
  }

  long sequence() {
    return sequence;
  }

  DirectoryEdition edition() {
    return edition;
  }

  boolean follows(DirectoryBody before) {
    return Arrays.equals(id, before.id)
        && sequence > before.sequence
        && previous.equals(before.digest());
  }
}

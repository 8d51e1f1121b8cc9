// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.util.Optional;
import java.util.Set;
import org.fhirpre.crypto.internal.v1.FieldReader;
import org.fhirpre.crypto.internal.v1.FieldWriter;
import org.fhirpre.crypto.internal.v1.Layout;

/**
 * Joins the codecs to this package's exceptions, and knows the headers of our own objects.
 *
 * <p>Source: {@code docs/spec/suites.md}.
 */
final class Encoding {
  static final int HEADER_BYTES = 3;

  private static final int LAYOUT_VERSION = 0x01;
  private static final int SUITE = 0x01;

  /** Third byte of the header. */
  enum Kind {
    GRANT_EDGE(0x10),
    HOP_EDGE(0x11),
    DELEGATION_PATH(0x20),
    SOURCE_EDGE(0x21),
    PLAIN_HOP(0x22),
    PROVEN_HOP(0x23);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private Encoding() {}

  static FieldReader simple(String object, byte[] bytes) {
    return new FieldReader(object, bytes, Layout.SIMPLE, reading());
  }

  static FieldReader messagePack(String object, byte[] bytes) {
    return new FieldReader(object, bytes, Layout.MESSAGE_PACK, reading());
  }

  private static FieldReader.Context reading() {
    return new FieldReader.Context(Groups.shared(), PreException.MalformedEncoding::new);
  }

  static FieldReader header(FieldReader in, Kind kind) {
    return start(in).constant("kind", kind.code);
  }

  /** Where several kinds may stand: the one that does. */
  static Kind header(FieldReader in, Set<Kind> kinds) {
    int code = start(in).unsignedByte("kind");
    Optional<Kind> found = kinds.stream().filter(kind -> kind.code == code).findFirst();
    in.require(found.isPresent(), "kind");
    return found.orElseThrow();
  }

  private static FieldReader start(FieldReader in) {
    return in.constant("layout version", LAYOUT_VERSION).constant("suite", SUITE);
  }

  static FieldWriter header(FieldWriter out, Kind kind) {
    return out.constant(LAYOUT_VERSION, SUITE, kind.code);
  }

  /** A plain byte string of one fixed length. */
  static byte[] exact(String object, byte[] bytes, int length) {
    FieldReader in = simple(object, bytes).length(length);
    byte[] value = in.raw("bytes", length);
    in.end();
    return value;
  }

  /** An argument of the caller's own making, so a wrong length is a bug. */
  static byte[] argument(String name, byte[] bytes, int length) {
    if (bytes.length != length) {
      throw new IllegalArgumentException(name + " must be " + length + " bytes");
    }
    return bytes.clone();
  }

  static void verify(boolean holds) {
    if (!holds) {
      throw new PreException.VerificationFailed();
    }
  }
}

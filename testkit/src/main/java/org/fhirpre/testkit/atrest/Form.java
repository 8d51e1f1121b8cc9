// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One appearance of a canary to look for: a byte pattern, compared without regard to ASCII case.
 *
 * <p>The scanner makes the usual forms itself. A test hands in what only it knows, such as the hash
 * values that HAPI calculates for a search parameter. Immutable.
 */
public final class Form {

  /** What may stand beside a pattern for it to count: keeps chance hits in random text away. */
  enum Edge {
    ANY,
    NOT_DIGIT,
    NOT_WORD
  }

  static final int MIN_BYTES = 6;

  private final Canary canary;
  private final String name;
  private final byte[] folded;
  private final Edge edge;

  private Form(Canary canary, String name, byte[] bytes, Edge edge) {
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException("pattern too short: " + canary.element() + " " + name);
    }
    this.canary = canary;
    this.name = name;
    this.folded = PatternIndex.fold(bytes);
    this.edge = edge;
  }

  /** Raw bytes of at least six, for example a digest. */
  public static Form bytes(Canary canary, String name, byte[] bytes) {
    return new Form(canary, name, bytes, Edge.ANY);
  }

  /** A 64-bit number such as a hash: as decimal text and as eight bytes in both orders. */
  public static List<Form> number(Canary canary, String name, long number) {
    byte[] big = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    byte[] little =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    Form text = text(canary, name, Long.toString(number), Edge.NOT_DIGIT);
    return List.of(text, bytes(canary, name, big), bytes(canary, name, little));
  }

  static Form text(Canary canary, String name, String text, Edge edge) {
    return new Form(canary, name, text.getBytes(StandardCharsets.UTF_8), edge);
  }

  Canary canary() {
    return canary;
  }

  String name() {
    return name;
  }

  Edge edge() {
    return edge;
  }

  int length() {
    return folded.length;
  }

  byte foldedAt(int index) {
    return folded[index];
  }

  /** Prefixes are told from chance only where all characters are random. */
  boolean prefixesCount() {
    return canary.kind() == Canary.Kind.WORD && name.equals(Forms.AS_IS);
  }
}

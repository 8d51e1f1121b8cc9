// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.Signature;

/**
 * Reads the fields of one object in order, strictly: the total length is checked first, one value
 * has one encoding. A refusal names object and field, never a value. Not thread-safe.
 */
public final class FieldReader {
  private final String object;
  private final byte[] input;
  private final Layout layout;
  private final Context context;
  private int position;

  /**
   * What all readers share.
   *
   * @param group decodes points
   * @param refusal makes the exception from its message; the codec has none of its own
   */
  public record Context(
      GroupProvider group, Function<String, ? extends RuntimeException> refusal) {}

  /**
   * @param object name for refusals
   */
  public FieldReader(String object, byte[] input, Layout layout, Context context) {
    this.object = object;
    this.input = input.clone();
    this.layout = layout;
    this.context = context;
  }

  /** Call first: nothing is read from, or allocated for, an input of another length. */
  public FieldReader length(int exact) {
    return require(input.length == exact, "length");
  }

  /** Call first for what varies in length. */
  public FieldReader lengthAtMost(int limit) {
    return require(input.length <= limit, "length");
  }

  /** A MessagePack struct of so many fields; nothing in the simple layout. */
  public FieldReader struct(String field, int fields) {
    return layout == Layout.SIMPLE ? this : constant(field, Layout.FIXARRAY + fields);
  }

  /** A field after its length in 4 bytes, which must be this. */
  public byte[] prefixed(String field, int length) {
    return prefixed(field, length, length);
  }

  /** A field after its length in 4 bytes. */
  public byte[] prefixed(String field, int least, int most) {
    int length = ByteBuffer.wrap(raw(field, Integer.BYTES)).getInt();
    require(length >= least && length <= most, field);
    return raw(field, length);
  }

  /** Text after its length in 4 bytes: well-formed UTF-8 of 1..255 bytes. */
  public String text(String field) {
    byte[] utf8 = prefixed(field, 1, LengthPrefixed.MAX_STRING_BYTES);
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException notText) {
      throw refusal(field);
    }
  }

  /** 8 bytes after their length, big-endian, not negative. */
  public long number(String field) {
    long value = ByteBuffer.wrap(prefixed(field, Long.BYTES)).getLong();
    require(value >= 0, field);
    return value;
  }

  /** Fixed bytes, such as a header. */
  public FieldReader constant(String field, int... expected) {
    for (int value : expected) {
      require(position < input.length && Byte.toUnsignedInt(input[position]) == value, field);
      position++;
    }
    return this;
  }

  public byte[] bytes(String field, int length) {
    if (layout == Layout.MESSAGE_PACK) {
      constant(field, Layout.BIN8, length);
    }
    return raw(field, length);
  }

  /** Bytes without a MessagePack frame, in either layout. */
  public byte[] raw(String field, int length) {
    require(input.length - position >= length, field);
    byte[] value = Arrays.copyOfRange(input, position, position + length);
    position += length;
    return value;
  }

  public int unsignedByte(String field) {
    return Byte.toUnsignedInt(raw(field, 1)[0]);
  }

  /** A MessagePack boolean. */
  public boolean flag(String field) {
    int value = unsignedByte(field);
    require(value == Layout.TRUE || value == Layout.FALSE, field);
    return value == Layout.TRUE;
  }

  public Point point(String field) {
    return valid(context.group.decode(bytes(field, Point.BYTES)), field);
  }

  public Scalar scalar(String field) {
    return valid(Scalar.decode(bytes(field, Scalar.BYTES)), field);
  }

  public SecretScalar secretScalar(String field) {
    byte[] bytes = bytes(field, Scalar.BYTES);
    try {
      return valid(SecretScalar.decode(bytes), field);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  public Signature signature(String field) {
    return valid(Signature.decode(bytes(field, Signature.BYTES)), field);
  }

  public SchnorrProof proof(String field) {
    return new SchnorrProof(scalar(field + " c"), scalar(field + " z"));
  }

  /** Wipes the private copy, which may hold secrets; nothing may follow the last field. */
  public void end() {
    require(position == input.length, "length");
    Arrays.fill(input, (byte) 0);
  }

  public FieldReader require(boolean ok, String field) {
    if (!ok) {
      throw refusal(field);
    }
    return this;
  }

  private <T> T valid(Optional<T> value, String field) {
    return value.orElseThrow(() -> refusal(field));
  }

  private RuntimeException refusal(String field) {
    return context.refusal.apply(object + ": bad " + field);
  }
}

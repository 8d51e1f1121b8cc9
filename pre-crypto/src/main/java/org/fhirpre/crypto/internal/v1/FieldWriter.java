// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;
import org.fhirpre.crypto.internal.group.SecretScalar;
import org.fhirpre.crypto.internal.group.Signature;

/** Writes the fields of one object in order; the mirror of {@link FieldReader}. */
public final class FieldWriter {
  private final Layout layout;
  private final ByteBuffer out;

  /**
   * @param bytes exact size of the object
   */
  public FieldWriter(Layout layout, int bytes) {
    this.layout = layout;
    this.out = ByteBuffer.allocate(bytes);
  }

  public FieldWriter struct(int fields) {
    return layout == Layout.SIMPLE ? this : constant(Layout.FIXARRAY + fields);
  }

  public FieldWriter constant(int... values) {
    for (int value : values) {
      out.put((byte) value);
    }
    return this;
  }

  public FieldWriter bytes(byte[] field) {
    if (layout == Layout.MESSAGE_PACK) {
      constant(Layout.BIN8, field.length);
    }
    out.put(field);
    return this;
  }

  public FieldWriter flag(boolean value) {
    return constant(value ? Layout.TRUE : Layout.FALSE);
  }

  public FieldWriter point(Point value) {
    return bytes(value.encoded());
  }

  public FieldWriter scalar(Scalar value) {
    return bytes(value.encoded());
  }

  public FieldWriter secretScalar(SecretScalar value) {
    return value.apply(this::bytes);
  }

  public FieldWriter signature(Signature value) {
    return bytes(value.encoded());
  }

  public FieldWriter proof(SchnorrProof value) {
    return scalar(value.challenge()).scalar(value.response());
  }

  /** The object; the writer's own copy is wiped. */
  public byte[] toBytes() {
    if (out.hasRemaining()) {
      throw new IllegalStateException("object is " + out.remaining() + " bytes short");
    }
    byte[] bytes = out.array().clone();
    Arrays.fill(out.array(), (byte) 0);
    return bytes;
  }
}

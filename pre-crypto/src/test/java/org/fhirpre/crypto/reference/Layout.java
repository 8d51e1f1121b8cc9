// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.reference;

import static org.fhirpre.crypto.reference.Curve.N;
import static org.fhirpre.crypto.reference.Curve.P;
import static org.fhirpre.crypto.reference.Curve.b32;
import static org.fhirpre.crypto.reference.Curve.join;
import static org.fhirpre.crypto.reference.Curve.number;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields of an object by offset, and everything that can be wrong with each of them. */
final class Layout {

  /** What a field holds, and so what it may not hold. */
  enum Kind {
    CONSTANT,
    MARKER,
    LENGTH,
    BYTES,
    POINT,
    SCALAR,
    SIGNATURE,
    FLAG
  }

  /** One field; its name is the one in refusals. */
  record Field(String name, int offset, int length, Kind kind) {}

  private final String object;
  private final List<Field> fields = new ArrayList<>();
  private int end;

  /**
   * @param object its name in refusals
   */
  Layout(String object) {
    this.object = object;
  }

  /** Fields one after the other. */
  Layout then(Kind kind, int length, String... names) {
    for (String name : names) {
      fields.add(new Field(name, end, length, kind));
      end += length;
    }
    return this;
  }

  /** Byte strings of MessagePack, each after its marker and length. */
  Layout packed(Kind kind, int length, String... names) {
    for (String name : names) {
      then(Kind.MARKER, 1, name).then(Kind.LENGTH, 1, name).then(kind, length, name);
    }
    return this;
  }

  Layout skip(int bytes) {
    end += bytes;
    return this;
  }

  Layout points(String... names) {
    return then(Kind.POINT, 33, names);
  }

  Layout scalars(String... names) {
    return then(Kind.SCALAR, 32, names);
  }

  Layout header() {
    return then(Kind.CONSTANT, 1, "layout version", "suite", "kind");
  }

  /** ctx, from, to, X and the precursor proof. */
  Layout edge() {
    return then(Kind.BYTES, 32, "context")
        .points("from", "to", "X")
        .scalars("precursor proof c", "precursor proof z");
  }

  /** Copies of a valid object of fixed length, each with one fault. */
  List<Scenario> faults(Scenario valid) {
    List<Scenario> faults = fieldFaults(valid);
    byte[] bytes = valid.payload();
    malformed(faults, valid, "truncated", "length", Arrays.copyOf(bytes, bytes.length - 1));
    malformed(faults, valid, "trailing-byte", "length", Arrays.copyOf(bytes, bytes.length + 1));
    return faults;
  }

  /** The same without faults of length. */
  List<Scenario> fieldFaults(Scenario valid) {
    List<Scenario> faults = new ArrayList<>();
    fields.forEach(field -> fieldFaults(faults, valid, field));
    return faults;
  }

  private void fieldFaults(List<Scenario> faults, Scenario valid, Field field) {
    byte[] value = Arrays.copyOfRange(valid.payload(), field.offset, field.offset + field.length);
    switch (field.kind) {
      case CONSTANT -> refuse(faults, valid, field, "unknown", unknown(value));
      case MARKER -> refuse(faults, valid, field, "marker-bin16", new byte[] {(byte) 0xc5});
      case LENGTH -> refuse(faults, valid, field, "marker-length", unknown(value));
      case BYTES -> accept(faults, valid, field, flipped(value));
      case FLAG -> {
        refuse(faults, valid, field, "no-boolean", new byte[] {(byte) 0xc0});
        accept(faults, valid, field, new byte[] {(byte) 0xc2});
      }
      case POINT -> pointFaults(faults, valid, field, value);
      case SCALAR -> {
        refuse(faults, valid, field, "zero", new byte[32]);
        refuse(faults, valid, field, "order", b32(N));
        accept(faults, valid, field, next(value));
      }
      case SIGNATURE -> signatureFaults(faults, valid, field, value);
    }
  }

  private void pointFaults(List<Scenario> faults, Scenario valid, Field field, byte[] value) {
    refuse(faults, valid, field, "identity", new byte[33]);
    refuse(faults, valid, field, "tag-05", tagged(5, Arrays.copyOfRange(value, 1, 33)));
    refuse(faults, valid, field, "too-large", tagged(2, b32(P.add(BigInteger.ONE))));
    refuse(faults, valid, field, "off-curve", tagged(2, b32(offCurve())));
    byte[] negated = value.clone();
    negated[0] = (byte) (negated[0] ^ 1);
    accept(faults, valid, field, negated);
  }

  private void signatureFaults(List<Scenario> faults, Scenario valid, Field field, byte[] value) {
    byte[] r = Arrays.copyOf(value, 32);
    byte[] s = Arrays.copyOfRange(value, 32, 64);
    refuse(faults, valid, field, "r-zero", join(new byte[32], s));
    refuse(faults, valid, field, "s-order", join(r, b32(N)));
    refuse(faults, valid, field, "high-s", join(r, b32(N.subtract(number(s)))));
    accept(faults, valid, field, join(r, next(s)));
  }

  private static BigInteger offCurve() {
    BigInteger x = BigInteger.ONE;
    while (Curve.isAbscissa(x)) {
      x = x.add(BigInteger.ONE);
    }
    return x;
  }

  private static byte[] tagged(int tag, byte[] x) {
    return join(new byte[] {(byte) tag}, x);
  }

  private static byte[] next(byte[] scalar) {
    return b32(number(scalar).add(BigInteger.ONE));
  }

  private static byte[] unknown(byte[] constant) {
    byte[] changed = constant.clone();
    changed[0] = (byte) (changed[0] ^ 0x80);
    return changed;
  }

  private static byte[] flipped(byte[] value) {
    byte[] changed = value.clone();
    changed[0] = (byte) (changed[0] ^ 1);
    return changed;
  }

  private void refuse(
      List<Scenario> faults, Scenario valid, Field field, String fault, byte[] value) {
    byte[] changed = replaced(valid.payload(), field.offset, value);
    malformed(faults, valid, slug(field) + "-" + fault, field.name, changed);
  }

  // Well-formed, but not what was signed, proven or authenticated.
  private static void accept(List<Scenario> faults, Scenario valid, Field field, byte[] value) {
    byte[] changed = replaced(valid.payload(), field.offset, value);
    faults.add(valid.altered(slug(field) + "-other", "verification failed", changed));
  }

  private void malformed(
      List<Scenario> faults, Scenario valid, String change, String field, byte[] bytes) {
    faults.add(
        valid.altered(change, "malformed", bytes).with("refusal", object + ": bad " + field));
  }

  private static String slug(Field field) {
    return field.name.replace(' ', '-');
  }

  static byte[] replaced(byte[] bytes, int offset, byte[] value) {
    byte[] changed = bytes.clone();
    System.arraycopy(value, 0, changed, offset, value.length);
    return changed;
  }
}

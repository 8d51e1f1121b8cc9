// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

/**
 * How the fields of one object are joined. The order of the fields is the same in both.
 *
 * <p>Source: {@code docs/spec/core.md} §1.
 */
public enum Layout {
  /** Plain concatenation. */
  SIMPLE,
  /** Structs as fixarrays (0x90 + count), byte strings as bin8 (0xc4, length). */
  MESSAGE_PACK;

  static final int FIXARRAY = 0x90;
  static final int BIN8 = 0xc4;
  static final int FALSE = 0xc2;
  static final int TRUE = 0xc3;
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

/**
 * A library's own steps on secp256k1, called directly: what our operations consist of. Fixed random
 * inputs; each result is returned so that nothing is optimised away.
 */
interface CurveLibrary {

  /** k * G. */
  Object fixedBase();

  /** k * P, variable time. */
  Object variableBase();

  /** k * P, for secrets that live long. */
  Object longTerm();

  /** P + Q. */
  Object add();

  /** z * G - c * P at once. */
  Object joint();

  /** A point from its 33 bytes. */
  Object decode();

  Object sign();

  Object verify();

  static CurveLibrary of(String backend) {
    return switch (backend) {
      case "BOUNCY_CASTLE" -> new JavaCurve();
      case "LIBSECP256K1" -> new NativeCurve();
      default -> throw new IllegalArgumentException("no backend " + backend);
    };
  }
}

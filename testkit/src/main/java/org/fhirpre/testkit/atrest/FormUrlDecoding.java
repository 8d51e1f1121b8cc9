// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

/** The one thing in a query string that is no escape: a plus sign that stands for a space. */
final class FormUrlDecoding implements Decoding {

  private static final int MIN_BYTES = 8;

  @Override
  public void decode(byte[] data, Sink sink) {
    TextBytes.runs(data, MIN_BYTES, (start, end) -> decodeRun(data, start, end, sink));
  }

  private static void decodeRun(byte[] data, int start, int end, Sink sink) {
    byte[] spaced = new byte[end - start];
    boolean changed = false;
    for (int i = start; i < end; i++) {
      spaced[i - start] = data[i] == '+' ? (byte) ' ' : data[i];
      changed |= data[i] == '+';
    }
    if (changed) {
      sink.decoded("form-url", spaced);
    }
  }
}

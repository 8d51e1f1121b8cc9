// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Gives prepared answers first and real randomness after them. */
final class ScriptedRandom extends SecureRandom {
  private final Deque<byte[]> answers;

  private ScriptedRandom(List<byte[]> answers) {
    this.answers = new ArrayDeque<>(answers);
  }

  static ScriptedRandom answering(byte[]... answers) {
    return new ScriptedRandom(List.of(answers));
  }

  /** 32 bytes that encode a small scalar. */
  static byte[] scalar(int value) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) value;
    return bytes;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    byte[] answer = answers.poll();
    if (answer == null) {
      super.nextBytes(bytes);
      return;
    }
    if (answer.length != bytes.length) {
      throw new IllegalStateException("script and question differ in length");
    }
    System.arraycopy(answer, 0, bytes, 0, bytes.length);
  }
}

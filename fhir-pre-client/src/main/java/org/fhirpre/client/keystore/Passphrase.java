// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.keystore;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.fhirpre.client.ClientException;

/** The passphrase of a keystore, as UTF-8; wiped on close as far as the platform allows. */
public final class Passphrase implements AutoCloseable {
  private static final int MAX_BYTES_PER_CHARACTER = 3;

  private final byte[] utf8;

  private Passphrase(byte[] utf8) {
    this.utf8 = utf8;
  }

  /**
   * Copies the characters; the caller keeps the array and wipes it.
   *
   * @throws ClientException.Misuse if it is empty
   */
  public static Passphrase of(char[] characters) {
    if (characters.length == 0) {
      throw new ClientException.Misuse("the passphrase is empty");
    }
    byte[] room = new byte[MAX_BYTES_PER_CHARACTER * characters.length];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    CoderResult result =
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(characters), encoded, true);
    if (result.isError()) {
      throw new ClientException.Misuse("the passphrase is not Unicode text");
    }
    byte[] utf8 = Arrays.copyOf(room, encoded.position());
    Arrays.fill(room, (byte) 0);
    return new Passphrase(utf8);
  }

  byte[] bytes() {
    return utf8;
  }

  @Override
  public void close() {
    Arrays.fill(utf8, (byte) 0);
  }

  @Override
  public String toString() {
    return "Passphrase";
  }
}

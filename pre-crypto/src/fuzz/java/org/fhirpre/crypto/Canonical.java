// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What every parser keeps, whatever the bytes: a value that encodes to the same bytes, or a refusal
 * that names the object and a field.
 */
final class Canonical {

  private Canonical() {}

  /**
   * @param object the name in refusals
   */
  static <T> void check(
      byte[] bytes, String object, Function<byte[], T> parse, Function<T, byte[]> encode) {
    byte[] given = bytes.clone();
    try {
      assertThat(encode.apply(parse.apply(bytes))).isEqualTo(given);
    } catch (PreException.MalformedEncoding expected) {
      assertThat(expected).hasMessageStartingWith(object + ": bad ");
    }
    assertThat(bytes).isEqualTo(given);
  }

  /** The same, and whatever parses can be verified: it verifies or is refused, nothing else. */
  static <T> void checkAndVerify(
      byte[] bytes, Function<byte[], T> parse, Consumer<T> verify) {
    try {
      verify.accept(parse.apply(bytes));
    } catch (PreException expected) {
      assertThat(expected.code())
          .isIn(PreException.Code.MALFORMED_ENCODING, PreException.Code.VERIFICATION_FAILED);
    }
  }
}

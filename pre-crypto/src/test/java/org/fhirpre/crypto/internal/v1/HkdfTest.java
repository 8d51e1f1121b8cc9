// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Test cases 1 to 3 of RFC 5869, appendix A. */
class HkdfTest {

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }

  private static byte[] counting(int from, int count) {
    byte[] bytes = new byte[count];
    IntStream.range(0, count).forEach(i -> bytes[i] = (byte) (from + i));
    return bytes;
  }

  @Test
  void basic() {
    byte[] output = Hkdf.derive(hex("0b".repeat(22)), counting(0, 13), counting(0xf0, 10), 42);
    assertThat(output)
        .isEqualTo(
            hex(
                "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
                    + "34007208d5b887185865"));
  }

  @Test
  void longer_inputs_and_outputs() {
    byte[] output = Hkdf.derive(counting(0, 80), counting(0x60, 80), counting(0xb0, 80), 82);
    assertThat(output)
        .isEqualTo(
            hex(
                "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                    + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                    + "cc30c58179ec3e87c14c01d5c1f3434f1d87"));
  }

  @Test
  void no_salt_and_no_info() {
    assertThat(Hkdf.derive(hex("0b".repeat(22)), new byte[0], 42))
        .isEqualTo(
            hex(
                "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
                    + "9d201395faa4b61a96c8"));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaddedDeflateTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 100, 5_000, 32_768, 32_769, 300_000, 5_000_000})
  void inflates_to_the_input_and_spaces_and_has_a_bucket_size(int length)
      throws DataFormatException {
    byte[] random = new byte[length];
    new Random(length).nextBytes(random);
    byte[] compressed = PaddedDeflate.compress(random);
    assertThat(compressed.length).isEqualTo(Padme.bucketBytes(compressed.length));
    byte[] inflated = new byte[length + compressed.length + 1];
    Inflater inflater = new Inflater(true);
    inflater.setInput(compressed);
    int size = inflater.inflate(inflated);
    assertThat(inflater.finished()).isTrue();
    assertThat(inflater.getRemaining()).isZero();
    inflater.end();
    assertThat(java.util.Arrays.copyOf(inflated, length)).isEqualTo(random);
    assertThat(new String(inflated, length, size - length, UTF_8)).isBlank();
  }

  @ParameterizedTest
  @CsvSource({"2,2", "9,10", "100,104", "1000,1024", "1025,1088", "65536,65536", "65537,67584"})
  void buckets_follow_the_paper(int length, int bucket) {
    assertThat(Padme.bucketBytes(length)).isEqualTo(bucket);
  }
}

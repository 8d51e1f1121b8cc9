// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.fhirpre.crypto.PreException;
import org.junit.jupiter.api.Test;
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
    assertThat(PaddedDeflate.inflate(compressed))
        .isEqualTo(java.util.Arrays.copyOf(inflated, size));
  }

  @Test
  void half_a_stream_and_no_stream_are_refused() {
    byte[] whole = PaddedDeflate.compress("{\"resourceType\":\"Task\"}".getBytes(UTF_8));
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    for (byte[] bad : List.of(half, new byte[] {6, 7}, new byte[0])) {
      assertThatThrownBy(() -> PaddedDeflate.inflate(bad))
          .isInstanceOf(PreException.MalformedEncoding.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"2,2", "9,10", "100,104", "1000,1024", "1025,1088", "65536,65536", "65537,67584"})
  void buckets_follow_the_paper(int length, int bucket) {
    assertThat(Padme.bucketBytes(length)).isEqualTo(bucket);
  }
}

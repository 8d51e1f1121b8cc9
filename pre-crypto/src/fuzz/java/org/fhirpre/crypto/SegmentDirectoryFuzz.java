// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentDirectoryFuzz {

  static Stream<byte[]> seeds() {
    return Stream.of(
        Seeds.directory().toBytes(),
        Seeds.directory(TestKeys.CLINICAL).toBytes(),
        Seeds.directory(TestKeys.CLINICAL, TestKeys.PSYCHIATRY).toBytes());
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void parsing_is_total_and_canonical(byte[] bytes) {
    try {
      SegmentDirectory directory = SegmentDirectory.fromBytes(bytes);
      assertThat(directory.toBytes()).isEqualTo(bytes);
      directory.verify(TestKeys.directorySigner().verifyingKey());
    } catch (PreException expected) {
      assertThat(expected)
          .message()
          .matches("(directory|segment id|public key|possession proof): bad .*|verification failed");
    }
  }
}

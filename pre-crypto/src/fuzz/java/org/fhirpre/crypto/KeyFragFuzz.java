// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class KeyFragFuzz {

  static Stream<byte[]> seeds() {
    return Stream.of(
        Seeds.grant().verify(Seeds.KEY_FRAG_VERIFIER).keyFrag().unverified().toBytes());
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void parsing_is_total_and_canonical(byte[] bytes) {
    Canonical.check(bytes, "key fragment", KeyFrag::fromBytes, KeyFrag::toBytes);
    Canonical.checkAndVerify(bytes, KeyFrag::fromBytes, KeyFragFuzz::verify);
  }

  private static void verify(KeyFrag frag) {
    frag.verify(
        Seeds.KEY_FRAG_VERIFIER, TestKeys.delegator().publicKey(), TestKeys.reader().publicKey());
  }
}

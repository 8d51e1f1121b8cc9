// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class CapsuleFragFuzz {
  private static final FragmentKeys KEYS =
      new FragmentKeys(
          Seeds.KEY_FRAG_VERIFIER,
          TestKeys.delegator().publicKey(),
          TestKeys.reader().publicKey());

  static Stream<byte[]> seeds() {
    CapsuleFrag frag = Seeds.capsuleFrag();
    return Stream.of(frag.toSimple(), frag.toMessagePack());
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void parsing_is_total_and_canonical(byte[] bytes) {
    Canonical.check(bytes, "capsule fragment", CapsuleFrag::fromSimple, CapsuleFrag::toSimple);
    Canonical.check(
        bytes, "capsule fragment", CapsuleFrag::fromMessagePack, CapsuleFrag::toMessagePack);
    Canonical.checkAndVerify(bytes, CapsuleFrag::fromSimple, CapsuleFragFuzz::verify);
    Canonical.checkAndVerify(bytes, CapsuleFrag::fromMessagePack, CapsuleFragFuzz::verify);
  }

  private static void verify(CapsuleFrag frag) {
    frag.verify(Seeds.capsule(), KEYS);
  }
}

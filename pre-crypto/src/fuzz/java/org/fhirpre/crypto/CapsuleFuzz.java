// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

class CapsuleFuzz {

  static Stream<byte[]> seeds() {
    VerifiedCapsule capsule = Seeds.capsule();
    return Stream.of(
        capsule.toSimple(),
        capsule.capsule().toMessagePack(),
        capsule.store(Seeds.MAC_KEY, TestKeys.SEGMENT_1).toBytes());
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void parsing_is_total_and_canonical(byte[] bytes) {
    Canonical.check(bytes, "capsule", Capsule::fromSimple, Capsule::toSimple);
    Canonical.check(bytes, "capsule", Capsule::fromMessagePack, Capsule::toMessagePack);
    Canonical.check(bytes, "stored capsule", StoredCapsule::fromBytes, StoredCapsule::toBytes);
    Canonical.checkAndVerify(bytes, Capsule::fromSimple, Capsule::verify);
    Canonical.checkAndVerify(bytes, Capsule::fromMessagePack, Capsule::verify);
    Canonical.checkAndVerify(
        bytes,
        StoredCapsule::fromBytes,
        row -> row.restore(Seeds.MAC_KEY, TestKeys.SEGMENT_1));
  }
}

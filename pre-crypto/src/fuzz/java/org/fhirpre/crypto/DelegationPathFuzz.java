// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Paths of any depth, and proven hops by themselves, as one proxy sends them to another. */
class DelegationPathFuzz {

  static Stream<byte[]> seeds() {
    DelegationPath proven = new TestChain(2, new Threshold(2, 3)).provenPath();
    return Stream.of(
        new TestChain(1, Threshold.SINGLE).plainPath().toBytes(),
        new TestChain(4, Threshold.SINGLE).plainPath().toBytes(),
        proven.toBytes(),
        proven.hops().get(0).toBytes());
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void parsing_is_total_and_canonical(byte[] bytes) {
    Canonical.check(bytes, "delegation path", DelegationPath::fromBytes, DelegationPath::toBytes);
    Canonical.check(bytes, "proven hop", ProvenHop::fromBytes, ProvenHop::toBytes);
    Canonical.checkAndVerify(
        bytes,
        DelegationPath::fromBytes,
        path -> path.verify(TestKeys.reader().publicKey(), TestChain.REGISTRY));
  }
}

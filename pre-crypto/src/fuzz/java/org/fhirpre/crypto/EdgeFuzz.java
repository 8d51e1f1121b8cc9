// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Grant edges and hop edges, which differ in their headers. */
class EdgeFuzz {

  static Stream<byte[]> seeds() {
    return Stream.of(Seeds.grant().toBytes(), Seeds.hop().toBytes());
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void parsing_is_total_and_canonical(byte[] bytes) {
    checkGrant(bytes);
    Canonical.check(bytes, "hop edge", HopEdge::fromBytes, HopEdge::toBytes);
    Canonical.checkAndVerify(
        bytes, GrantEdge::fromBytes, edge -> edge.verify(Seeds.KEY_FRAG_VERIFIER));
    Canonical.checkAndVerify(bytes, HopEdge::fromBytes, edge -> edge.verify(Seeds.HOP_VERIFIER));
  }

  // A grant edge contains a kfrag, whose refusals name the kfrag.
  private static void checkGrant(byte[] bytes) {
    try {
      assertThat(GrantEdge.fromBytes(bytes).toBytes()).isEqualTo(bytes);
    } catch (PreException.MalformedEncoding expected) {
      assertThat(expected).message().matches("(grant edge|key fragment): bad .*");
    }
  }
}

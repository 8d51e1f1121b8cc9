// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Worked shares and KEKs of docs/spec/core.md. */
class WorkedSharesTest {
  private static final byte[] SEED_1 =
      bytes("021d39e7a5b7d394a5636249eaa69937604a5f6cb52d6537663a3270c365b66242");
  private static final byte[] SEED_2 =
      bytes("038b379d004b71a6f39891095ec5a935bf07b58baa3a06b61677274756f460318e");

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void shares_depend_on_seed_and_segment_and_add_up_to_the_kek() {
    byte[] first = KekSharing.share(SEED_1, bytes("55".repeat(16)));
    byte[] second = KekSharing.share(SEED_2, bytes("88".repeat(16)));
    byte[] kek = new byte[KekSharing.KEY_BYTES];
    KekSharing.add(kek, first);
    assertThat(hex(kek))
        .isEqualTo("8691538c8da06fd42d7df002869c69628d640fe15a9fcd9175baf9a1bc3d92d2")
        .isEqualTo(hex(first));
    KekSharing.add(kek, second);
    assertThat(hex(second))
        .isEqualTo("c705119d5de6d640f8d7286616d3e7361b5b31a16042514f4acbd0f8d41e9822");
    assertThat(hex(kek))
        .isEqualTo("41944211d046b994d5aad864904f8e54963f3e403add9cde3f71295968230af0");
  }
}

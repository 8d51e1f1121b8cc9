// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fhirpre.interceptor.memory.TinkSeal;
import org.fhirpre.terminology.Labels;
import org.junit.jupiter.api.Test;

/** Segments of what stands in rows of HAPI's table of versions. */
class StoredSegmentsTest {
  private final TinkSeal seal = new TinkSeal();
  private final String address = new StoredTexts(seal).text(Labels.NORMAL);

  @Test
  void a_row_gives_the_segments_of_its_shares() {
    assertThat(StoredSegments.of(List.of("fhirpre:" + address)))
        .containsExactlyInAnyOrderElementsOf(
            new StoredPolicies(seal).read(address).orElseThrow().segments());
  }

  @Test
  void what_is_no_row_of_ours_gives_none() {
    assertThat(StoredSegments.of(List.of(address, "other:" + address, "fhirpre:", ""))).isEmpty();
  }
}

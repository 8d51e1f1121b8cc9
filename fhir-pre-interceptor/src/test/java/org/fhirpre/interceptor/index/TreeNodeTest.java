// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TreeNodeTest {
  private static final List<Resolution> ALL = List.of(Resolution.values());
  private static final int SEED = 20_261_124;

  @Test
  void every_range_of_a_small_domain_covers_exactly_its_values() {
    for (int low = 0; low < 256; low++) {
      for (int high = low; high < 256; high++) {
        Set<TreeNode> cover = new HashSet<>(TreeNode.cover(2, low, high));
        for (int value = 0; value < 256; value++) {
          assertThat(common(cover, TreeNode.path(2, value)))
              .isEqualTo(low <= value && value <= high ? 1 : 0);
        }
      }
    }
  }

  @Test
  void a_value_in_a_range_has_exactly_one_node_in_its_cover_and_others_none() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      Resolution resolution = ALL.get(random.nextInt(ALL.size()));
      long a = below(random, resolution.max());
      long b = Math.min(resolution.max(), a + below(random, 1L << random.nextInt(40)));
      Set<TreeNode> cover = new HashSet<>(TreeNode.cover(resolution.levels(), a, b));
      for (long value : List.of(a, b, a - 1, b + 1, (a + b) / 2, below(random, resolution.max()))) {
        long inside = resolution.clamp(value);
        assertThat(common(cover, TreeNode.path(resolution.levels(), inside)))
            .isEqualTo(a <= inside && inside <= b ? 1 : 0);
      }
    }
  }

  @Test
  void an_emptied_range_does_not_come_back_as_its_parent() {
    assertThat(TreeNode.cover(5, 15, 16))
        .containsExactlyInAnyOrder(new TreeNode(0, 15), new TreeNode(0, 16));
    assertThat(TreeNode.cover(5, 8, 7)).isEmpty();
  }

  @Test
  void the_whole_domain_is_the_sixteen_nodes_of_the_top() {
    assertThat(TreeNode.cover(7, 0, Resolution.MINUTE.max())).hasSize(16);
  }

  @Test
  void a_cover_of_open_ends_stays_small() {
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      long low = below(random, Resolution.MINUTE.max());
      assertThat(TreeNode.cover(7, low, Resolution.MINUTE.max())).hasSizeLessThanOrEqualTo(105);
    }
  }

  private static long below(Random random, long bound) {
    return bound <= 0 ? 0 : Math.floorMod(random.nextLong(), bound);
  }

  private static long common(Set<TreeNode> cover, List<TreeNode> path) {
    return path.stream().filter(cover::contains).count();
  }
}

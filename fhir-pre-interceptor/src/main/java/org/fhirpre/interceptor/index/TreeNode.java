// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import java.util.ArrayList;
import java.util.List;

/**
 * An interval of 16^level values, namely those that give {@code value} when shifted right by 4 ×
 * level bits.
 *
 * @param level 0 for single values
 */
record TreeNode(int level, long value) {

  /** The nodes that hold a value, one per level. */
  static List<TreeNode> path(int levels, long value) {
    List<TreeNode> path = new ArrayList<>(levels);
    for (int level = 0; level < levels; level++) {
      path.add(new TreeNode(level, value >>> (4 * level)));
    }
    return path;
  }

  /** The fewest nodes that hold exactly the values from {@code low} to {@code high}, inclusive. */
  static List<TreeNode> cover(int levels, long low, long high) {
    List<TreeNode> cover = new ArrayList<>();
    long lo = low;
    long hi = high;
    for (int level = 0; level < levels && lo <= hi; level++) {
      boolean top = level == levels - 1;
      while (lo <= hi && (top || (lo & 15) != 0)) {
        cover.add(new TreeNode(level, lo++));
      }
      while (!top && lo <= hi && (hi & 15) != 15) {
        cover.add(new TreeNode(level, hi--));
      }
      if (lo > hi) {
        break; // before the shift: an emptied range would come back as one wide parent interval
      }
      lo >>= 4;
      hi >>= 4;
    }
    return cover;
  }
}

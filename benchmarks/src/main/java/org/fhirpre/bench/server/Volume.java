// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

/**
 * What a contestant's database holds.
 *
 * @param indexRows rows of all search index tables
 */
record Volume(long bytes, long indexRows) {

  /** What was added since. */
  Volume since(Volume before) {
    return new Volume(bytes - before.bytes, indexRows - before.indexRows);
  }
}

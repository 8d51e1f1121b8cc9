// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.atrest;

/**
 * One way in which stored bytes may hide others. Reentrant from within the sink, not thread-safe.
 */
interface Decoding {

  /** Receives each decoded stretch. */
  interface Sink {
    /**
     * @param name of the encoding that was undone, for the report
     */
    void decoded(String name, byte[] bytes);
  }

  /** Emits whatever can be decoded; garbage in gives garbage or nothing, never an exception. */
  void decode(byte[] data, Sink sink);
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.keystore;

import java.util.List;

/** Where the records of a keystore live. Not thread-safe: {@link Keystore} serialises the calls. */
interface RecordLog extends AutoCloseable {

  /**
   * Adds records so that they survive a crash once this returns; all of them or none.
   *
   * @throws org.fhirpre.client.ClientException.KeystoreRefused if they could not be stored
   */
  void append(List<byte[]> records);

  @Override
  void close();

  /** Keeps nothing: the keystore lives as long as its process. */
  static RecordLog nowhere() {
    return new RecordLog() {
      @Override
      public void append(List<byte[]> records) {}

      @Override
      public void close() {}
    };
  }
}

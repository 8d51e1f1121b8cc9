// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.cli;

import org.fhirpre.client.ClientException;

/** How the process ends; scripts depend on the numbers. */
final class ExitStatus {
  static final int DONE = 0;
  static final int REFUSED = 1;
  static final int MISUSE = 2;
  static final int NOT_OPENED = 3;
  static final int UNREACHABLE = 4;

  private ExitStatus() {}

  static int of(ClientException failure) {
    return switch (failure.code()) {
      case REFUSED -> REFUSED;
      case MISUSE -> MISUSE;
      case NOT_OPENED, KEYSTORE_REFUSED -> NOT_OPENED;
      case UNREACHABLE -> UNREACHABLE;
    };
  }
}

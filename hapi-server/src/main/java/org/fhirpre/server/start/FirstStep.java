// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.start;

/** Puts into the store what must be there before the first request is answered; repeatable. */
public interface FirstStep {
  void run();
}

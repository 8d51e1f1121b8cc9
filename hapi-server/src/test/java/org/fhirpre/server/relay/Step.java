// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.relay;

/** What a relay does with one request. Called concurrently. */
@FunctionalInterface
public interface Step {

  /** The server behind the relay. */
  @FunctionalInterface
  interface Behind {
    Answered send(Asked asked);
  }

  Answered answer(Asked asked, Behind server);
}

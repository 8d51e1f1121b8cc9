// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.spi;

/** The key agent did not answer or refused; a write that needs it is refused with 503. */
public final class AgentUnavailable extends RuntimeException {
  public AgentUnavailable(String reason) {
    super("The patients' key agent is not available: " + reason);
  }
}

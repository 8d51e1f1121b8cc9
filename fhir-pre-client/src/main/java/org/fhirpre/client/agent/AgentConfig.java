// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.agent;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.fhirpre.client.keystore.Keystore;

/**
 * What a key agent needs.
 *
 * @param keystore opened for writing; the agent closes it
 * @param port TCP port on loopback, 0 for any free one
 * @param tokenFile holds the bearer token; created with mode 600 and a random token if absent
 */
public record AgentConfig(Keystore keystore, int port, Path tokenFile) {

  /** An agent for tests and trials: its keys are gone when it is closed. */
  public static AgentConfig temporary(Path tokenFile) {
    return new AgentConfig(Keystore.inMemory(new SecureRandom()), 0, tokenFile);
  }
}

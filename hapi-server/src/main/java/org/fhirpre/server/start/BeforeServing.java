// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.start;

import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes the {@link FirstStep}s when all beans are there and verified, and before the port opens: a
 * server that answers is complete.
 */
@Component
final class BeforeServing implements SmartLifecycle {
  private final List<FirstStep> steps;
  private volatile boolean done;

  BeforeServing(List<FirstStep> steps) {
    this.steps = List.copyOf(steps);
  }

  /** Lower phases start first; that of the web server is near the highest. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public void start() {
    steps.forEach(FirstStep::run);
    done = true;
  }

  @Override
  public void stop() {
    done = false;
  }

  @Override
  public boolean isRunning() {
    return done;
  }
}

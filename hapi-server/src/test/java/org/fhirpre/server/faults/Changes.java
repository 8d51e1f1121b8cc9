// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Several who change Consents at once, and one who replaces a key, until the server is gone. */
final class Changes {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int THREADS = 4;
  private static final int DONE = 200;

  private final List<Course> courses;
  private final Rotation rotation;
  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
  private final List<Future<?>> running = new ArrayList<>();
  private final Set<Integer> refusals = ConcurrentHashMap.newKeySet();
  private final AtomicInteger completed = new AtomicInteger();

  Changes(List<Course> courses, Rotation rotation) {
    this.courses = courses;
    this.rotation = rotation;
  }

  /** Each course has one thread. */
  void start(Random random) {
    for (int thread = 0; thread < THREADS; thread++) {
      int first = thread;
      Random own = new Random(random.nextLong());
      running.add(pool.submit(() -> untilGone(() -> course(first, own).go(own))));
    }
    running.add(pool.submit(() -> untilGone(this::rotate)));
  }

  private Course course(int thread, Random random) {
    return courses.get(thread + THREADS * random.nextInt(courses.size() / THREADS));
  }

  private int rotate() throws Exception {
    TimeUnit.MILLISECONDS.sleep(100);
    return rotation.go();
  }

  private @Nullable Void untilGone(Callable<Integer> change) throws Exception {
    while (true) {
      try {
        int status = change.call();
        if (status == DONE) {
          completed.incrementAndGet();
        } else {
          refusals.add(status);
        }
      } catch (IOException serverIsGone) {
        return null;
      }
    }
  }

  /** Waits until so many more changes were acknowledged. */
  void await(int more) throws InterruptedException {
    int goal = completed.get() + more;
    Instant end = Instant.now().plus(PATIENCE);
    while (completed.get() < goal && running.stream().noneMatch(Future::isDone)) {
      assertThat(Instant.now()).as("%d of %d changes", completed.get(), goal).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** After the server has gone: waits for the threads; nothing may have been refused. */
  void end() throws Exception {
    pool.shutdown();
    for (Future<?> each : running) {
      each.get();
    }
    assertThat(refusals).isEmpty();
  }
}

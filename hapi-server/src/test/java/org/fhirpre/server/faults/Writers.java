// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.fhirpre.server.faults.Episode.Wish;
import org.jspecify.annotations.Nullable;

/** Several who write at once and go on, whatever happens to the server, until they are stopped. */
final class Writers {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int THREADS = 4;
  private static final int DONE = 200;

  private final Story story;
  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
  private final List<Future<?>> running = new ArrayList<>();
  private final Queue<Episode> episodes = new ConcurrentLinkedQueue<>();
  private final Set<Integer> refusals = ConcurrentHashMap.newKeySet();
  private final AtomicInteger completed = new AtomicInteger();
  private volatile boolean stopped;

  Writers(Story story) {
    this.story = story;
  }

  void start() {
    for (int thread = 0; thread < THREADS; thread++) {
      running.add(pool.submit(this::write));
    }
  }

  /** Waits until so many more episodes were acknowledged to their end. */
  void await(int more) throws InterruptedException {
    int goal = completed.get() + more;
    Instant end = Instant.now().plus(PATIENCE);
    while (completed.get() < goal && running.stream().noneMatch(Future::isDone)) {
      assertThat(Instant.now()).as("%d of %d episodes", completed.get(), goal).isBefore(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Statuses of what was refused. */
  Set<Integer> refusals() {
    return Set.copyOf(refusals);
  }

  /** All episodes that were begun. */
  List<Episode> stop() throws InterruptedException, ExecutionException {
    stopped = true;
    pool.shutdown();
    for (Future<?> writer : running) {
      writer.get();
    }
    return List.copyOf(episodes);
  }

  private @Nullable Void write() throws Exception {
    for (int number = 0; !stopped; number++) {
      Episode episode = new Episode(story);
      episodes.add(episode);
      try {
        int status = episode.tell(number % 2 == 0 ? Wish.SHARE : Wish.REVOKE);
        if (status == DONE) {
          completed.incrementAndGet();
        } else {
          refusals.add(status);
        }
      } catch (IOException serverIsGone) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
    return null;
  }
}

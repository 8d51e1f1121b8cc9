// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures one operation on two servers in rounds A B B A: whatever drifts during a round meets
 * both alike. A window is a number of operations, not a time, so that both servers are asked the
 * same and hold the same afterwards.
 */
final class PairedRounds {

  private static final int MAX_GROWTH = 8;

  private final Settings.Amounts amounts;

  PairedRounds(Settings.Amounts amounts) {
    this.amounts = amounts;
  }

  /**
   * Throughputs of one round, in operations a second.
   *
   * @param a mean of the two windows of the first server
   */
  record Round(double a, double b) {
    double ratio() {
      return b / a;
    }
  }

  /**
   * Runs both, at first once a thread, until the slower one takes the length of a window.
   *
   * @return operations of a window
   */
  int warmUp(Workload.Operation a, Workload.Operation b) {
    int operations = amounts.threads();
    for (int i = 0; i < amounts.warmUps(); i++) {
      double slower = Math.min(window(a, operations), window(b, operations));
      int wanted = (int) Math.round(slower * amounts.window().toMillis() / 1e3);
      operations = Math.max(amounts.threads(), Math.min(MAX_GROWTH * operations, wanted));
    }
    return operations;
  }

  Round round(Workload.Operation a, Workload.Operation b, int operations) {
    double first = window(a, operations);
    double second = window(b, operations);
    double third = window(b, operations);
    double fourth = window(a, operations);
    return new Round((first + fourth) / 2, (second + third) / 2);
  }

  /** Operations a second. */
  private double window(Workload.Operation operation, int operations) {
    ExecutorService threads = Executors.newFixedThreadPool(amounts.threads());
    AtomicInteger left = new AtomicInteger(operations);
    long start = System.nanoTime();
    try {
      List<CompletableFuture<Void>> running = new ArrayList<>();
      for (int i = 0; i < amounts.threads(); i++) {
        running.add(CompletableFuture.runAsync(() -> work(operation, left), threads));
      }
      running.forEach(CompletableFuture::join);
      return operations / ((System.nanoTime() - start) / 1e9);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void work(Workload.Operation operation, AtomicInteger left) {
    while (left.getAndDecrement() > 0) {
      operation.run();
    }
  }
}

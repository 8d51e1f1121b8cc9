// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Measures one operation on two servers in rounds A B B A: whatever drifts during a round meets
 * both alike.
 */
final class PairedRounds {

  private static final double STEADY = 0.05;
  private static final int STEADY_WINDOWS = 3;

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

  Round round(Workload.Operation a, Workload.Operation b) {
    double first = window(a);
    double second = window(b);
    double third = window(b);
    double fourth = window(a);
    return new Round((first + fourth) / 2, (second + third) / 2);
  }

  /** Until three windows in a row differ by less than five per cent, or the patience ends. */
  void warmUp(Workload.Operation operation) {
    List<Double> windows = new ArrayList<>();
    while (windows.size() < amounts.maxWarmUps() && !steady(windows)) {
      windows.add(window(operation));
    }
  }

  static boolean steady(List<Double> windows) {
    if (windows.size() < STEADY_WINDOWS) {
      return false;
    }
    List<Double> last = windows.subList(windows.size() - STEADY_WINDOWS, windows.size());
    double least = last.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double most = last.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return most - least < STEADY * most;
  }

  /** Operations a second; a request that is under way at the end is waited for and counted. */
  private double window(Workload.Operation operation) {
    ExecutorService threads = Executors.newFixedThreadPool(amounts.threads());
    long start = System.nanoTime();
    try {
      List<CompletableFuture<Integer>> running = new ArrayList<>();
      for (int i = 0; i < amounts.threads(); i++) {
        running.add(
            CompletableFuture.supplyAsync(
                () -> repeat(operation, start, amounts.window()), threads));
      }
      int done = running.stream().mapToInt(CompletableFuture::join).sum();
      return done / ((System.nanoTime() - start) / 1e9);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int repeat(Workload.Operation operation, long start, Duration window) {
    int done = 0;
    do {
      operation.run();
      done++;
    } while (System.nanoTime() - start < window.toNanos());
    return done;
  }
}

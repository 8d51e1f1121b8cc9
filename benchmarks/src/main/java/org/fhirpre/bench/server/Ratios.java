// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.server;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/** The ratios of paired rounds as one figure: their median and a bootstrap interval of it. */
final class Ratios {

  private static final int RESAMPLES = 2000;
  private static final double TAIL = 0.025;

  private final double[] ratios;

  Ratios(List<Double> ratios) {
    if (ratios.isEmpty()) {
      throw new IllegalArgumentException("no rounds");
    }
    this.ratios = ratios.stream().mapToDouble(Double::doubleValue).toArray();
  }

  double median() {
    return median(ratios);
  }

  /** Ends of the 95 % percentile interval; a target is met if the lower one is. */
  double[] interval(Random random) {
    double[] medians =
        DoubleStream.generate(() -> median(resample(random))).limit(RESAMPLES).sorted().toArray();
    int cut = (int) (TAIL * RESAMPLES);
    return new double[] {medians[cut], medians[RESAMPLES - 1 - cut]};
  }

  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private double[] resample(Random random) {
    return random.ints(ratios.length, 0, ratios.length).mapToDouble(i -> ratios[i]).toArray();
  }
}

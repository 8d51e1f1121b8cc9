// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.crypto.Backend;
import org.fhirpre.crypto.SecretMultiplication;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What one call of the command has measured: microseconds by variant and method.
 *
 * <p>Of each method the median of single calls, and of that the minimum over the rounds: a call
 * takes less than a scheduler's time slice, so that other work on the machine disturbs few of them.
 */
final class CoreRun {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final Map<Variant, Map<String, Double>> times = new HashMap<>();
  private final Map<Variant, Map<String, Double>> onTwoThreads = new HashMap<>();
  private final Map<Variant, Double> bytesPerTransform = new HashMap<>();

  /** One round: the library's steps, then the operations that consist of them. */
  void measure(Variant variant, Length length) throws RunnerException {
    if (!variant.isPlain()) {
      run(options(variant, length, Primitives.class.getName()), times(variant));
    }
    run(options(variant, length, operations(variant)), times(variant));
  }

  // The plain setting only changes some operations; the others would be measured twice.
  private static String operations(Variant variant) {
    String names =
        Stream.of(Budget.values())
            .filter(budget -> !variant.isPlain() || budget.dependsOnSetting())
            .map(Budget::operation)
            .collect(Collectors.joining("|"));
    return "org\\.fhirpre\\.bench\\.core\\.(Chain)?Operations\\.(" + names + ")$";
  }

  void measureScalingAndAllocation(Length length) throws RunnerException {
    String some = "org\\.fhirpre\\.bench\\.core\\.Operations\\.(transform|open)$";
    for (Variant variant : Variant.all()) {
      Map<String, Double> both = onTwoThreads.computeIfAbsent(variant, v -> new TreeMap<>());
      run(options(variant, length, some).threads(2), both);
      ChainedOptionsBuilder transform =
          options(variant, length, "core\\.Operations\\.transform$").addProfiler(GCProfiler.class);
      for (RunResult result : new Runner(transform.build()).run()) {
        Result<?> allocated = Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED));
        bytesPerTransform.put(variant, allocated.getStatistics().getMin());
      }
    }
  }

  private static ChainedOptionsBuilder options(Variant variant, Length length, String include) {
    return new OptionsBuilder()
        .include(include)
        .mode(Mode.SampleTime)
        .timeUnit(TimeUnit.MICROSECONDS)
        .forks(1)
        .threads(1)
        .jvmArgsAppend(variant.jvmArguments())
        .jvmArgsPrepend("-Xbatch") // warm is warm, however busy the machine
        .warmupIterations(length.warmups())
        .warmupTime(TimeValue.milliseconds(length.millis()))
        .measurementIterations(length.measures())
        .measurementTime(TimeValue.milliseconds(length.millis()))
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true);
  }

  private static void run(ChainedOptionsBuilder options, Map<String, Double> times)
      throws RunnerException {
    for (RunResult result : new Runner(options.build()).run()) {
      String method = result.getPrimaryResult().getLabel();
      times.merge(method, result.getPrimaryResult().getStatistics().getPercentile(50), Math::min);
    }
  }

  private Map<String, Double> times(Variant variant) {
    return times.computeIfAbsent(variant, v -> new TreeMap<>());
  }

  double time(Variant variant, String operation) {
    return times(variant).getOrDefault(operation, Double.NaN);
  }

  /** Throughput of two threads in that of one. */
  double scaling(Variant variant, String operation) {
    double both = onTwoThreads.getOrDefault(variant, Map.of()).getOrDefault(operation, Double.NaN);
    return 2 * time(variant, operation) / both;
  }

  double bytesPerTransform(Variant variant) {
    return bytesPerTransform.getOrDefault(variant, Double.NaN);
  }

  /** The library's own steps, with P as the variant has to compute it. */
  Map<String, Double> steps(Backend backend) {
    Map<String, Double> steps =
        new HashMap<>(times(new Variant(backend, SecretMultiplication.PROTECTED)));
    double split = 2 * steps.getOrDefault("V", Double.NaN) + steps.getOrDefault("A", Double.NaN);
    steps.put("P", backend == Backend.LIBSECP256K1 ? split : steps.getOrDefault("L", Double.NaN));
    return steps;
  }
}

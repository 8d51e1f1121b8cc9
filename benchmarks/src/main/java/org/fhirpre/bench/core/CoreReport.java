// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fhirpre.bench.Figure;
import org.fhirpre.bench.Figures;

/** The table of one run. */
final class CoreReport {
  private static final List<String> STEPS = List.of("F", "V", "P", "L", "J", "A", "D", "Sg", "Vf");

  private final CoreRun run;
  private final Peers peers;

  CoreReport(CoreRun run, Peers peers) {
    this.run = run;
    this.peers = peers;
  }

  Figures figures() {
    List<Figure> figures = new ArrayList<>();
    for (Variant variant : Variant.all()) {
      Map<String, Double> steps = run.steps(variant.backend());
      if (!variant.isPlain()) {
        addSteps(figures, variant, steps);
      }
      addOperations(figures, variant, steps);
      addScaling(figures, variant);
    }
    figures.addAll(peers.figures(run));
    // not measured yet, or not here
    figures.removeIf(figure -> Double.isNaN(figure.value()) || Double.isNaN(figure.ratio()));
    return new Figures("backend", figures);
  }

  // In V, the library's ordinary multiplication.
  private static void addSteps(List<Figure> figures, Variant variant, Map<String, Double> steps) {
    double ordinary = steps.getOrDefault("V", Double.NaN);
    for (String step : STEPS) {
      double time = steps.getOrDefault(step, Double.NaN);
      figures.add(new Figure(step, variant.label(), time, "us", ordinary, time / ordinary, "in V"));
    }
  }

  private void addOperations(List<Figure> figures, Variant variant, Map<String, Double> steps) {
    for (Budget budget : Budget.values()) {
      if (variant.isPlain() && !budget.dependsOnSetting()) {
        continue;
      }
      Formula formula = budget.formula(variant);
      double time = run.time(variant, budget.operation());
      double reference = formula.of(steps);
      double ratio = time / reference;
      String note = formula.text() + (ratio > 1.2 ? "  above 1.2" : "");
      figures.add(
          new Figure(budget.operation(), variant.label(), time, "us", reference, ratio, note));
    }
  }

  private void addScaling(List<Figure> figures, Variant variant) {
    for (String operation : List.of("transform", "open")) {
      double scaling = run.scaling(variant, operation);
      figures.add(
          new Figure(
              operation + ", 2 threads",
              variant.label(),
              scaling,
              "x",
              2,
              scaling / 2,
              "throughput of one thread"));
    }
    double bytes = run.bytesPerTransform(variant);
    figures.add(
        new Figure(
            "transform, allocation", variant.label(), bytes, "B", bytes, 1, "per transform"));
  }

  String legend() {
    return """
        steps of the library, same run: F fixed base, V another point in variable time, P by a secret
        (libsecp256k1: 2V + A), L by a long-term secret, A addition, J joint check, D decode, Sg sign,
        Vf verify. Each is the median of single calls, of that the minimum over the rounds.
        transformPage is a page of 200, on all cores.
        """
        + peers.legend();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

import java.util.List;
import java.util.Optional;
import org.fhirpre.crypto.internal.group.GroupProvider;
import org.fhirpre.crypto.internal.group.Lagrange;
import org.fhirpre.crypto.internal.group.Point;
import org.fhirpre.crypto.internal.group.Scalar;

/**
 * Joins what several proxies made with their shares of one key, in the exponent.
 *
 * <p>Source: {@code docs/spec/core.md} §8.
 */
public final class Interpolation {
  private final List<Scalar> weights;

  private Interpolation(List<Scalar> weights) {
    this.weights = weights;
  }

  /**
   * @param ids of the shares, at least one
   * @return empty if two shares have the same index
   */
  public static Optional<Interpolation> of(EdgeAgreement agreement, List<byte[]> ids) {
    if (ids.size() == 1) {
      return Optional.of(new Interpolation(List.of())); // one of one: the weight is 1
    }
    List<Scalar> indexes = ids.stream().map(agreement::index).toList();
    return Lagrange.coefficients(indexes).map(Interpolation::new);
  }

  /** The weighted sum, one point for each share in order; empty if it meets the identity. */
  public Optional<Point> sum(List<Point> points, GroupProvider group) {
    if (weights.isEmpty()) {
      return Optional.of(points.get(0));
    }
    Optional<Point> sum = Optional.of(group.mulPublic(points.get(0), weights.get(0)));
    for (int i = 1; i < points.size(); i++) {
      Scalar weight = weights.get(i);
      Point next = points.get(i);
      sum = sum.flatMap(partial -> group.sum(weight, next, partial));
    }
    return sum;
  }
}

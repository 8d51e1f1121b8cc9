// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench.core;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the library of this run needs for one step; each method's name is its symbol. */
@State(Scope.Benchmark)
public class Primitives {
  private final CurveLibrary curve =
      CurveLibrary.of(System.getProperty(Variant.BACKEND, "BOUNCY_CASTLE"));

  @Benchmark
  public Object F() {
    return curve.fixedBase();
  }

  @Benchmark
  public Object V() {
    return curve.variableBase();
  }

  @Benchmark
  public Object L() {
    return curve.longTerm();
  }

  @Benchmark
  public Object A() {
    return curve.add();
  }

  @Benchmark
  public Object J() {
    return curve.joint();
  }

  @Benchmark
  public Object D() {
    return curve.decode();
  }

  @Benchmark
  public Object Sg() {
    return curve.sign();
  }

  @Benchmark
  public Object Vf() {
    return curve.verify();
  }
}

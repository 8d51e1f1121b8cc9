// SPDX-License-Identifier: Apache-2.0
/**
 * The core's operations against Bouncy Castle's own multiplications, counted by formula.
 *
 * <p>Read {@link Primitives} (what the unit costs), {@link Operations}, {@link Budget} (how many
 * units each operation may take), {@link CoreBench}.
 */
@NullMarked
package org.fhirpre.bench.core;

import org.jspecify.annotations.NullMarked;

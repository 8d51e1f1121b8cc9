// SPDX-License-Identifier: Apache-2.0
/**
 * The core's operations against the multiplications of the library they run on, counted by formula.
 *
 * <p>Read {@link CurveLibrary} (what a step costs), {@link Operations} and {@link ChainOperations}
 * (what is measured), {@link Budget} (how many steps each may take), {@link CoreRun} (how), {@link
 * CoreBench}; {@link Peers} are other people's programs.
 */
@NullMarked
package org.fhirpre.bench.core;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Measurements: always a ratio to something measured in the same run, never a bare time.
 *
 * <p>{@link Figures} is what both benches give; {@code .core} measures the cryptography, {@code
 * .server} two running servers. {@code bench.sh} starts them.
 */
@NullMarked
package org.fhirpre.bench;

import org.jspecify.annotations.NullMarked;

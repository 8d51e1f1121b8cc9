// SPDX-License-Identifier: Apache-2.0
/**
 * Two running FHIR servers under the same load, one plain and one sealed, in paired rounds.
 *
 * <p>Read {@link ServerBench} (the run), {@link Contestants} (what is started), {@link Workload}
 * (what is asked), {@link PairedRounds} and {@link Ratios} (how it becomes a figure).
 */
@NullMarked
package org.fhirpre.bench.server;

import org.jspecify.annotations.NullMarked;

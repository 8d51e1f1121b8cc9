// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.bench;

/**
 * One measured operation.
 *
 * @param op what was done
 * @param on backend of the core, or database of the server
 * @param value ours, in {@code unit}
 * @param reference what it is compared with, in the same unit and from the same run
 * @param ratio {@code value / reference}, or the median of the ratios of paired rounds
 * @param note interval or formula, for people
 */
public record Figure(
    String op, String on, double value, String unit, double reference, double ratio, String note) {}

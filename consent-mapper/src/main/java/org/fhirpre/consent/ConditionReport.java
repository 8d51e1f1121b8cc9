// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

/**
 * How far one condition of a Consent is enforced.
 *
 * @param path FHIRPath of the provision that states it
 * @param note for people; empty if there is nothing to add
 */
public record ConditionReport(
    String path, Dimension dimension, Enforcement enforcement, String note) {}

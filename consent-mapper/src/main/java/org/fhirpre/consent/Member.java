// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

/**
 * Somebody who takes part in a CareTeam or belongs to a Group.
 *
 * @param reference literal, without version
 * @param period in which
 */
public record Member(String reference, Range period) {}

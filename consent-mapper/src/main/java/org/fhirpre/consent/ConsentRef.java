// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

/**
 * One version of a Consent.
 *
 * @param id {@code Consent/x}
 * @param version {@code meta.versionId}
 */
public record ConsentRef(String id, String version) {}

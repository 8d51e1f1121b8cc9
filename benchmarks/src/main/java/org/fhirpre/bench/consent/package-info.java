// SPDX-License-Identifier: Apache-2.0
/**
 * What Consents cost: a decision over a page of resources, and the grants of one Consent. Read
 * {@link org.fhirpre.bench.consent.Deciding} and {@link org.fhirpre.bench.consent.Granting}, then
 * {@link org.fhirpre.bench.consent.ConsentBench}.
 */
@NullMarked
package org.fhirpre.bench.consent;

import org.jspecify.annotations.NullMarked;

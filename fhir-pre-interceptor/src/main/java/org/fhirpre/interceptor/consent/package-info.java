// SPDX-License-Identifier: Apache-2.0
/**
 * Consents in force.
 *
 * <p>{@link org.fhirpre.interceptor.consent.ConsentHook} records a Consent in the transaction that
 * stores it; {@link org.fhirpre.interceptor.consent.GrantUpkeep} makes what is stored agree with
 * what the Consents call for; {@link org.fhirpre.interceptor.consent.Reconciler} gets the missing
 * grants from the patient's agent; {@link org.fhirpre.interceptor.consent.ConsentAccess} decides
 * reads.
 */
@NullMarked
package org.fhirpre.interceptor.consent;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * FHIR Consent to decision and grant plan, as pure functions: no I/O, no clock, no storage.
 *
 * <p>Read {@link ConsentMapper} (one Consent, understood or refused), {@link NormalConsent} (what
 * understanding gives), {@link ConsentRule} (may this reader see this resource now) and {@link
 * GrantPlanner} (which keys the patient's agent has to make). {@code docs/consent.md} states the
 * rule. All types are immutable and thread-safe. References are literal strings {@code Type/id}.
 */
@NullMarked
package org.fhirpre.consent;

import org.jspecify.annotations.NullMarked;

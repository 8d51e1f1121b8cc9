// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The enforced side of one Consent.
 *
 * @param id logical id
 * @param version {@code meta.versionId}
 * @param patientId logical id; empty if the Consent has no effect and names no known patient
 * @param since since when the state holds
 * @param ends end of the root period, exclusive
 * @param forbids whether it blocks the patient's record while its state is {@code rejected}
 * @param body opens the sealed normal form and findings
 */
public record ConsentRow(
    String id,
    String version,
    Optional<String> patientId,
    EnforcementState state,
    Instant since,
    Optional<Instant> ends,
    boolean forbids,
    Supplier<String> body) {}

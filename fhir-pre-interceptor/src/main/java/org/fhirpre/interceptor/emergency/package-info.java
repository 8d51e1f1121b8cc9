// SPDX-License-Identifier: Apache-2.0
/**
 * Emergency access: {@link org.fhirpre.interceptor.emergency.BreakGlassOperation} opens a session
 * for somebody whom a Consent names for it, {@link
 * org.fhirpre.interceptor.emergency.EmergencySessions} keeps it, {@link
 * org.fhirpre.interceptor.emergency.PatientNotices} tells the patient.
 */
@NullMarked
package org.fhirpre.interceptor.emergency;

import org.jspecify.annotations.NullMarked;

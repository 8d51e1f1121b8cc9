// SPDX-License-Identifier: Apache-2.0
/** Consents in force: reconciliation of plans with grants, the outbox, the decision at read. */
@NullMarked
package org.fhirpre.interceptor.consent;

import org.jspecify.annotations.NullMarked;

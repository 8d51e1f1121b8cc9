// SPDX-License-Identifier: Apache-2.0
/** What is refused, corrected or verified: ids, settings, error texts, the start verifier. */
@NullMarked
package org.fhirpre.interceptor.guard;

import org.jspecify.annotations.NullMarked;

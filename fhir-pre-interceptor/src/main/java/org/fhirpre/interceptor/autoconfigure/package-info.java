// SPDX-License-Identifier: Apache-2.0
/** Wiring, and nothing else. */
@NullMarked
package org.fhirpre.interceptor.autoconfigure;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Wiring, and nothing else. Only {@link FhirPreAutoConfiguration} is a component, so that a host
 * may find it by the imports file, by scanning this package, or both, and has one set of beans.
 */
@NullMarked
package org.fhirpre.interceptor.autoconfigure;

import org.jspecify.annotations.NullMarked;

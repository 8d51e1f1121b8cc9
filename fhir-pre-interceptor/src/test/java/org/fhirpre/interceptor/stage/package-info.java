// SPDX-License-Identifier: Apache-2.0
/**
 * Databases, a key agent and everything between them, for the tests of stores, keys and Consents.
 */
@NullMarked
package org.fhirpre.interceptor.stage;

import org.jspecify.annotations.NullMarked;

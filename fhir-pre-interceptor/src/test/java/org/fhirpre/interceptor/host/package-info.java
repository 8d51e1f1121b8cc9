// SPDX-License-Identifier: Apache-2.0
/** A small HAPI JPA host in the starter's shape, for tests: nothing of our server is in it. */
@NullMarked
package org.fhirpre.interceptor.host;

import org.jspecify.annotations.NullMarked;

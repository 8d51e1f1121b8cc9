// SPDX-License-Identifier: Apache-2.0
/**
 * What the plug-in needs from its host, one interface a concern; JDBC and file defaults are in
 * {@code .jdbc} and {@code .keys}.
 */
@NullMarked
package org.fhirpre.interceptor.spi;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The stores of the plug-in on the host's DataSource, and their migrations. */
@NullMarked
package org.fhirpre.interceptor.jdbc;

import org.jspecify.annotations.NullMarked;

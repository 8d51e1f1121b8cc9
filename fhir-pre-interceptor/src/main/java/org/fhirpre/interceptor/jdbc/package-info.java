// SPDX-License-Identifier: Apache-2.0
/**
 * The stores of the plug-in on the host's DataSource, and their migrations.
 *
 * <p>Read {@link org.fhirpre.interceptor.jdbc.Schema}, then the stores, one a table. They take a
 * DataSource that knows the running transaction, so that they commit and roll back with HAPI.
 * Statements are the same on H2 and PostgreSQL.
 */
@NullMarked
package org.fhirpre.interceptor.jdbc;

import org.jspecify.annotations.NullMarked;

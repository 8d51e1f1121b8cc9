// SPDX-License-Identifier: Apache-2.0
/**
 * Keys of subjects and of the server.
 *
 * <p>{@link org.fhirpre.interceptor.keys.ServerKeys} are the server's own key files; {@link
 * org.fhirpre.interceptor.keys.AgentClient} talks to the process that holds the patients' keys;
 * {@link org.fhirpre.interceptor.keys.JdbcKeyDirectory} knows the public keys of both sides.
 */
@NullMarked
package org.fhirpre.interceptor.keys;

import org.jspecify.annotations.NullMarked;

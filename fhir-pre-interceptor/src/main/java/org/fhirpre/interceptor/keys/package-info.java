// SPDX-License-Identifier: Apache-2.0
/**
 * Keys of subjects and of the server: directory operations, server seal, ingest signature, agent.
 */
@NullMarked
package org.fhirpre.interceptor.keys;

import org.jspecify.annotations.NullMarked;

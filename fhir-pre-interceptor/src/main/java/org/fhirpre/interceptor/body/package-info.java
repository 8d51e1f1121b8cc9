// SPDX-License-Identifier: Apache-2.0
/**
 * The way of a body: sealed on write, a shell on read. Read {@link
 * org.fhirpre.interceptor.body.SealingFacts}, then the sealing hook, the record and the shell.
 */
@NullMarked
package org.fhirpre.interceptor.body;

import org.jspecify.annotations.NullMarked;

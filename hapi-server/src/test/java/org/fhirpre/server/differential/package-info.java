// SPDX-License-Identifier: Apache-2.0
/**
 * The differential search test: plain HAPI and the sealed server hold the same records under the
 * same ids, and each query must find the same on both.
 *
 * <p>{@link org.fhirpre.server.differential.SearchDifferential} runs it. A {@code Corpus} is loaded
 * into both servers; {@code Facts} are what the test knows of the records by itself; {@code
 * QueryPlan} makes {@code Query}s from them; a {@code Rule} says what may differ and why.
 */
@NullMarked
package org.fhirpre.server.differential;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The query side: predicate builders that blind the question, and the scope of a search. */
@NullMarked
package org.fhirpre.interceptor.search;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Blinded index rows: tokens, their keys, and the extractor that replaces HAPI's rows. */
@NullMarked
package org.fhirpre.interceptor.index;

import org.jspecify.annotations.NullMarked;

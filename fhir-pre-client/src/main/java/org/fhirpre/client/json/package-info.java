// SPDX-License-Identifier: Apache-2.0
/** JSON read strictly: one value, one meaning, nothing ignored. */
@NullMarked
package org.fhirpre.client.json;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Tests and object mothers of the core. */
@NullMarked
package org.fhirpre.crypto;

import org.jspecify.annotations.NullMarked;

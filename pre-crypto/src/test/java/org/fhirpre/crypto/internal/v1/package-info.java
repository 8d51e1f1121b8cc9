// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.crypto.internal.v1;

import org.jspecify.annotations.NullMarked;

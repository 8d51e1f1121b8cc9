// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.consent;

import org.jspecify.annotations.NullMarked;

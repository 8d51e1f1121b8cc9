// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.terminology;

import org.jspecify.annotations.NullMarked;

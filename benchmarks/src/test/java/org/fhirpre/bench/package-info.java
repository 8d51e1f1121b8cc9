// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.bench;

import org.jspecify.annotations.NullMarked;

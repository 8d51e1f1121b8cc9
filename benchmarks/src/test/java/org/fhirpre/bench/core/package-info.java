// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.bench.core;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.interceptor.guard;

import org.jspecify.annotations.NullMarked;

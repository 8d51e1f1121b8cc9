// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.interceptor.index;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.interceptor.errors;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The one place where failures of this project become HTTP statuses and OperationOutcomes. */
@NullMarked
package org.fhirpre.interceptor.errors;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.interceptor.emergency;

import org.jspecify.annotations.NullMarked;

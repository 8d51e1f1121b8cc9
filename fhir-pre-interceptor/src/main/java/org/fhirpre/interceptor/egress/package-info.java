// SPDX-License-Identifier: Apache-2.0
/** The return path: who may have what, the page's transform, and the fail-closed net. */
@NullMarked
package org.fhirpre.interceptor.egress;

import org.jspecify.annotations.NullMarked;

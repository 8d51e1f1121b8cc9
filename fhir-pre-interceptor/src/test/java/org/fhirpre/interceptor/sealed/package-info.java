// SPDX-License-Identifier: Apache-2.0
/** The plug-in's way in and way out on a minimal host, its collaborators in memory. */
@NullMarked
package org.fhirpre.interceptor.sealed;

import org.jspecify.annotations.NullMarked;

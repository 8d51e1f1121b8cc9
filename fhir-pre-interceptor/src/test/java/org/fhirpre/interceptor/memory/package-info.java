// SPDX-License-Identifier: Apache-2.0
/** The plug-in's collaborators in memory, for tests that need no database of ours. */
@NullMarked
package org.fhirpre.interceptor.memory;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What happens between the making of all beans and the first request. */
@NullMarked
package org.fhirpre.server.start;

import org.jspecify.annotations.NullMarked;

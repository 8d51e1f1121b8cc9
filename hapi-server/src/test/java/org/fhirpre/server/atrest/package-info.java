// SPDX-License-Identifier: Apache-2.0
/** The at-rest scan: whatever a server was given or asked, nothing readable of it is stored. */
@NullMarked
package org.fhirpre.server.atrest;

import org.jspecify.annotations.NullMarked;

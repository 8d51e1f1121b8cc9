// SPDX-License-Identifier: Apache-2.0
/** Bearer tokens: an issuer of the operator's, or the demo's own; and who they stand for. */
@NullMarked
package org.fhirpre.server.identity;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Published Consents and their decisions through a running server, with keys. Start with {@link
 * org.fhirpre.server.golden.GoldenConsents}.
 */
@NullMarked
package org.fhirpre.server.golden;

import org.jspecify.annotations.NullMarked;

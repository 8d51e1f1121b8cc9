// SPDX-License-Identifier: Apache-2.0
/** The runner is tested before it tests: over hand-made servers, and with HL7's own examples. */
@NullMarked
package org.fhirpre.testkit.testscript;

import org.jspecify.annotations.NullMarked;

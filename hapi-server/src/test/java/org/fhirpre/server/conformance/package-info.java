// SPDX-License-Identifier: Apache-2.0
/** The server under TestScripts: our own, published beside the tests, in every build. */
@NullMarked
package org.fhirpre.server.conformance;

import org.jspecify.annotations.NullMarked;

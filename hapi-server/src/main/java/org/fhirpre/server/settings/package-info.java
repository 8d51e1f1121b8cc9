// SPDX-License-Identifier: Apache-2.0
/** What an operator sets, and files that only the operator may read. */
@NullMarked
package org.fhirpre.server.settings;

import org.jspecify.annotations.NullMarked;

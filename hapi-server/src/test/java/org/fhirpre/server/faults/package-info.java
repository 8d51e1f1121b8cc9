// SPDX-License-Identifier: Apache-2.0
/** Bad input, altered rows, stolen databases, and parts that stop or are killed. */
@NullMarked
package org.fhirpre.server.faults;

import org.jspecify.annotations.NullMarked;

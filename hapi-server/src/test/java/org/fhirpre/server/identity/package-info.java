// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.fhirpre.server.identity;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** What Consents decide at reads and writes, dimension by dimension, and how it is explained. */
@NullMarked
package org.fhirpre.server.access;

import org.jspecify.annotations.NullMarked;

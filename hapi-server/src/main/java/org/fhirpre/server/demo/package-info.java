// SPDX-License-Identifier: Apache-2.0
/** People, clients and settings of a trial installation. */
@NullMarked
package org.fhirpre.server.demo;

import org.jspecify.annotations.NullMarked;

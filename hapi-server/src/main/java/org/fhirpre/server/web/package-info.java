// SPDX-License-Identifier: Apache-2.0
/** What is refused before HAPI sees it, and the one log line of a request. */
@NullMarked
package org.fhirpre.server.web;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** HAPI FHIR's JPA server as Spring beans, with or without the plug-in. */
@NullMarked
package org.fhirpre.server.hapi;

import org.jspecify.annotations.NullMarked;

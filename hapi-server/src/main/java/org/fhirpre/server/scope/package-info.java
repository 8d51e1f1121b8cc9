// SPDX-License-Identifier: Apache-2.0
/** SMART v2 scopes as rules of HAPI's AuthorizationInterceptor. */
@NullMarked
package org.fhirpre.server.scope;

import org.jspecify.annotations.NullMarked;

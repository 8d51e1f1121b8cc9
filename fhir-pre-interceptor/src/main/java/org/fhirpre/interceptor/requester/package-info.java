// SPDX-License-Identifier: Apache-2.0
/**
 * The requester as Consents see it: {@link org.fhirpre.interceptor.requester.RequesterHook} adds to
 * what the host's token says the purpose that was selected and everything that the requester is a
 * member of now; {@link org.fhirpre.interceptor.requester.Requesters} gives it to whoever decides.
 */
@NullMarked
package org.fhirpre.interceptor.requester;

import org.jspecify.annotations.NullMarked;

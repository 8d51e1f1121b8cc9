// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP proxies before a server under test: {@link org.fhirpre.server.relay.Relay} passes requests
 * on, a {@link org.fhirpre.server.relay.Step} is what it does with each.
 */
@NullMarked
package org.fhirpre.server.relay;

import org.jspecify.annotations.NullMarked;

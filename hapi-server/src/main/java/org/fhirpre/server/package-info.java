// SPDX-License-Identifier: Apache-2.0
/**
 * The Spring Boot application: {@link org.fhirpre.server.FhirPreServer} starts it, {@code .hapi}
 * has the beans of HAPI's JPA server, {@code .identity} and {@code .scope} say who may ask for
 * what, {@code .web} what reaches HAPI at all, {@code .demo} what a trial needs.
 */
@NullMarked
package org.fhirpre.server;

import org.jspecify.annotations.NullMarked;

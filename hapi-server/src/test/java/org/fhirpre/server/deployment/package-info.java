// SPDX-License-Identifier: Apache-2.0
/**
 * Servers for tests: {@link org.fhirpre.server.deployment.Deployment} starts one as an operator
 * would, {@link org.fhirpre.server.deployment.Party} is somebody who uses it.
 */
@NullMarked
package org.fhirpre.server.deployment;

import org.jspecify.annotations.NullMarked;

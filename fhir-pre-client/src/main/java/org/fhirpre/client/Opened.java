// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client;

import org.hl7.fhir.r4.model.Resource;

/**
 * What became of an answer.
 *
 * @param resource readable, or a Bundle with every sealed entry either readable or followed by an
 *     OperationOutcome
 * @param opened number of sealed resources that were opened and verified
 * @param unopened number of sealed resources that were not
 */
public record Opened(Resource resource, int opened, int unopened) {}

// SPDX-License-Identifier: Apache-2.0
/**
 * The at-rest scan: known values go in, and nothing that was stored may give one back.
 *
 * <p>Read {@link Canary} (a value and the element it stands in), then {@link Canaries} (fills every
 * element of a resource type with them) or {@link PhiCanaries} (takes them from a sample patient),
 * then {@link AtRestScanner} (tables, files and log lines, through every encoding) and {@link
 * ScanReport}. The scan is worth what its negative controls find: run the same workload without
 * protection and require {@link ScanReport#notFound} to be empty.
 */
@NullMarked
package org.fhirpre.testkit.atrest;

import org.jspecify.annotations.NullMarked;

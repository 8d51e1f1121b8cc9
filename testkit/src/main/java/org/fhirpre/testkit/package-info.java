// SPDX-License-Identifier: Apache-2.0
/**
 * What tests of all modules share: where data lies, vectors, sample patients, captured logs.
 *
 * <p>Read {@link DataFolder} first (where data from outside comes from), then {@link SampleData}
 * and {@link Vectors}. The at-rest scan has a package of its own. This module knows no other module
 * of ours; {@link LogCapture} needs Logback, {@link SampleBundle#parse} and the at-rest fixtures
 * need HAPI's R4 structures on the class path of whoever uses them.
 */
@NullMarked
package org.fhirpre.testkit;

import org.jspecify.annotations.NullMarked;

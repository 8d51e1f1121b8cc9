// SPDX-License-Identifier: Apache-2.0
/**
 * Runs FHIR R4 TestScripts against any server and reports as FHIR TestReport and JUnit XML.
 *
 * <p>Read {@link TestScripts} (what a caller sees), {@link ScriptRun} (setup, tests, teardown),
 * {@link Requests} (an operation becomes a request), {@link Asserts} (an assert becomes a result),
 * {@link Content} and {@link Paths} (how bodies are asked), {@link TestReports} and {@link
 * JUnitReports}. Scripts are JSON trees and never HAPI's {@code TestScript}: that model refuses
 * scripts whose payloads are invalid on purpose. Nothing here knows about encryption: a mode is a
 * {@link Target}.
 */
@NullMarked
package org.fhirpre.testkit.testscript;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: arguments in, library calls, data on standard output.
 *
 * <p>Read {@link Main}, {@code FhirPre} (the list of commands), {@code ExitStatus} (how failures
 * end), then the commands. Data alone goes to standard output; everything else is one line on
 * standard error.
 */
@NullMarked
package org.fhirpre.client.cli;

import org.jspecify.annotations.NullMarked;

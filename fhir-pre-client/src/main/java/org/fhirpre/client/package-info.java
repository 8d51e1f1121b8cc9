// SPDX-License-Identifier: Apache-2.0
/**
 * Opens sealed FHIR resources on the reader's side, as a library.
 *
 * <p>Read {@link Envelope} (what a sealed resource carries), {@link OpeningKeys} (whose keys),
 * {@link EnvelopeOpener} (opens one resource or a Bundle), then the two ways to use it over HTTP:
 * {@link DecryptingInterceptor} for HAPI's client and {@link FhirPreClient} without it. {@code
 * docs/spec/envelope.md} specifies the bytes. Nothing here depends on the command line.
 */
@NullMarked
package org.fhirpre.client;

import org.jspecify.annotations.NullMarked;

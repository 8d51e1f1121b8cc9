// SPDX-License-Identifier: Apache-2.0
/**
 * Root seeds at rest: an encrypted, append-only file.
 *
 * <p>Read {@link Keystore} first, then {@link ReaderEntry} (a practitioner's keys) and {@link
 * PatientEntry} (a patient's keys in the managed agent). {@code RecordLog} and its two forms hold
 * the lines; {@code docs/howto/client.md} describes the file.
 */
@NullMarked
package org.fhirpre.client.keystore;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/**
 * Proxy re-encryption as immutable values: no I/O, no logging, no clock, no framework.
 *
 * <p>Read {@link Umbral}, the entry point, then one path through it: {@link SegmentKey} and {@link
 * KeyEncapsulation} (a writer), {@link ConsentContext} and {@link Delegation} (a patient's agent),
 * {@link GrantEdge} and {@link VerifiedGrant}, {@link Reencryptor} (the proxy), {@link
 * DelegationPath} and {@link Decapsulation} (a reader), {@link Kek}. Keys come from {@link
 * PatientKeys} and {@link PractitionerKeys}. What was parsed is not trusted; only {@code Verified}
 * types are used, and only {@code verify} makes them. {@code docs/spec/core.md} specifies the
 * bytes; this package implements it, never the other way round.
 *
 * <p>All types are immutable and thread-safe unless they say otherwise; {@code null} is a
 * programming error; every {@code byte[]} is copied in and copied out. Secrets are wiped on close
 * (best effort), have no equality and do not print.
 */
@NullMarked
package org.fhirpre.crypto;

import org.jspecify.annotations.NullMarked;

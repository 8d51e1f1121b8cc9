// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** A segment that a writer encapsulates to: its id and its public key. */
public record SegmentKey(SegmentId id, DelegatorPublicKey key) {}

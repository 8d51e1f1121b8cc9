// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** A seed that was opened and the segment of its capsule. */
public record OpenedShare(SegmentId segment, KeySeed seed) {}

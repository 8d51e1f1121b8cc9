// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import org.fhirpre.crypto.DelegatorPublicKey;
import org.fhirpre.crypto.Epoch;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Facet;

/**
 * An existing key segment of one patient: the unit of key.
 *
 * @param key public key of the segment
 */
public record Segment(
    SegmentId id, DelegatorPublicKey key, Facet facet, ClassGroup classGroup, Epoch epoch) {}

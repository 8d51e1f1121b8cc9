// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto;

/** One transform of a page: the capsule and the grant's kfrag to transform it with. */
public record Reencryption(VerifiedCapsule capsule, VerifiedKeyFrag keyFrag) {}

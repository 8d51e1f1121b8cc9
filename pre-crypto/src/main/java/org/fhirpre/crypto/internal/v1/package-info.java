// SPDX-License-Identifier: Apache-2.0
/**
 * Version 1 of the suite's encodings and hashes.
 *
 * <p>Read {@link Tags} (every domain separation string of the suite), {@link HashToScalar} and
 * {@link Hkdf}; then {@link SchnorrProof} and {@link HedgedNonce}; then {@link CapsuleEquation},
 * {@link KeyFragMessage}, {@link FragmentProof} (what Umbral itself defines); {@link EdgeAgreement}
 * and {@link Interpolation} (what both ends of an edge hash, and how shares are joined), {@link
 * HopProof}, {@link KekSharing}; {@link FieldReader}, {@link FieldWriter} and {@link
 * LengthPrefixed} are the codecs. Not API.
 */
@NullMarked
package org.fhirpre.crypto.internal.v1;

import org.jspecify.annotations.NullMarked;

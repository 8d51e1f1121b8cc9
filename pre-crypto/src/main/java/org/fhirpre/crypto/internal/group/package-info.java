// SPDX-License-Identifier: Apache-2.0
/**
 * The group secp256k1 behind one interface: points, scalars, multiplication, ECDSA.
 *
 * <p>Read {@link Point} and {@link Scalar} (public values), {@link SecretScalar} (wiped on close),
 * then {@link GroupProvider}, which says for every multiplication whether its scalar may be secret,
 * and its implementations {@link BouncyCastle} and {@link Libsecp256k1} (found by {@link
 * NativeLibrary}); {@link SingleTenant} relaxes one of them. {@link SharingPolynomial} and {@link
 * Lagrange} split a secret and join it. Nothing here knows the suite: no tags, no encodings of
 * composite objects, no exceptions of ours. Not API.
 */
@NullMarked
package org.fhirpre.crypto.internal.group;

import org.jspecify.annotations.NullMarked;

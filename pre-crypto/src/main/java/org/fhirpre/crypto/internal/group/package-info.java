// SPDX-License-Identifier: Apache-2.0
/**
 * The group secp256k1 on Bouncy Castle: points, scalars, secret-safe multiplication, ECDSA.
 *
 * <p>Read {@link Point} and {@link Scalar} (public values), {@link SecretScalar} (wiped on close),
 * then {@link Secp256k1}, which says for every multiplication whether its scalar may be secret, and
 * {@link Ecdsa}. Nothing here knows the suite: no tags, no encodings of composite objects, no
 * exceptions of ours. Not API.
 */
@NullMarked
package org.fhirpre.crypto.internal.group;

import org.jspecify.annotations.NullMarked;

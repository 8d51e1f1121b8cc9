/**
 * The suite a second time, written from {@code docs/spec} with textbook arithmetic and sharing no
 * code with the product: it makes the vectors in {@code testkit/vectors}, which the product must
 * meet. Slow, not secret-safe, for tests only.
 *
 * <p>Read {@link Curve}, {@link Hashes}, {@link Signing}; {@link Parties} (keys, contexts and fixed
 * randomness), {@link Sealed}, {@link Edge} and {@link Directory} (the objects); then {@link
 * Layout} (what can be wrong with one), {@link Scenario}, the three lists of them and {@link
 * VectorGenerator}.
 */
@NullMarked
package org.fhirpre.crypto.reference;

import org.jspecify.annotations.NullMarked;

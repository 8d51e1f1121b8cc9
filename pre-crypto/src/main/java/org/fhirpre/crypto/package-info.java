// SPDX-License-Identifier: Apache-2.0
/**
 * Proxy re-encryption as immutable values: no I/O, no logging, no clock, no framework.
 *
 * <p>In this order a reviewer who knows Umbral reads it in an hour, {@code docs/spec/core.md}
 * beside it; each class names the section that it implements, never the other way round.
 *
 * <ol>
 *   <li>The whole at a glance: {@link Umbral} and the five interfaces it gives out, {@link
 *       KeyEncapsulation} (a writer), {@link Delegation} (a patient's agent), {@link Forwarding} (a
 *       group), {@link Reencryptor} (the proxy), {@link Decapsulation} (a reader).
 *   <li>What it computes with: the packages {@code internal.group}, then {@code internal.v1}.
 *   <li>Keys: {@link KeyRole}, {@link PublicKey} and {@link SecretKey} with one type for each role;
 *       {@link SecretKeyFactory}, {@link PatientKeys}, {@link PractitionerKeys}, {@link
 *       OrganisationKeys}; {@link PossessionProof}; {@link SegmentDirectory}.
 *   <li>Sealing: {@link Capsule}, {@link UmbralEncapsulation}, {@link Kek}, {@link StoredCapsule}.
 *   <li>One delegation: {@link ConsentContext}, {@link Precursor}, {@link FreshEdge}, {@link
 *       KeyFrag} and {@link KeyFragMaker}, {@link GrantEdge}, {@link UmbralDelegation}.
 *   <li>The way of a record: {@link UmbralReencryptor}, {@link CapsuleFrag}, {@link
 *       DelegationPath}, {@link UmbralDecapsulation}, {@link DelegationSecret}.
 *   <li>Chains, {@code docs/spec/chains.md}: {@link MembershipContext}, {@link HopEdge}, {@link
 *       UmbralForwarding}, {@link PlainHop} and {@link ProvenHop}.
 * </ol>
 *
 * <p>What was parsed is not trusted; only {@code Verified} types are used, and only {@code verify}
 * makes them. All types are immutable and thread-safe unless they say otherwise; {@code null} is a
 * programming error; every {@code byte[]} is copied in and copied out. Secrets are wiped on close
 * (best effort), have no equality and do not print.
 */
@NullMarked
package org.fhirpre.crypto;

import org.jspecify.annotations.NullMarked;

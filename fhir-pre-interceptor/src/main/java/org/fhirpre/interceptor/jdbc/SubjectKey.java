// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.jdbc;

import java.time.Instant;
import org.fhirpre.crypto.PossessionProof;
import org.fhirpre.crypto.TerminalPublicKey;

/**
 * A registered receiving key.
 *
 * @param subject literal reference of its owner
 * @param suite suite id
 * @param possession verified before it was stored
 * @param registered whole seconds; part of the proof
 */
public record SubjectKey(
    String subject,
    String suite,
    TerminalPublicKey key,
    PossessionProof possession,
    Instant registered) {}

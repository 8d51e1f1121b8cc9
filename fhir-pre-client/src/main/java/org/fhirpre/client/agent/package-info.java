// SPDX-License-Identifier: Apache-2.0
/**
 * The managed key agent: a process that holds patients' root seeds and answers a FHIR server.
 *
 * <p>Read {@link KeyAgent}, then {@code AgentHandler} (HTTP), {@code PatientCalls} (what is done).
 * No call opens a capsule: whoever holds the server's token can have keys delegated, which leaves a
 * trace in the server's grants, but can read nothing with the agent's answers alone.
 */
@NullMarked
package org.fhirpre.client.agent;

import org.jspecify.annotations.NullMarked;

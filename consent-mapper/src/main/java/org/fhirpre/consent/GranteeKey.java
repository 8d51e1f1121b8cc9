// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

import org.fhirpre.crypto.TerminalPublicKey;

/**
 * A verified receiving key.
 *
 * @param subject literal reference of its owner
 */
public record GranteeKey(String subject, TerminalPublicKey key) {}

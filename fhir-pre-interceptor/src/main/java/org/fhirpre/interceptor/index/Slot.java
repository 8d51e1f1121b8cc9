// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

/**
 * The place that a token is made for: equal values in different slots have unrelated tokens.
 *
 * @param epoch index epoch whose root is used
 * @param type FHIR resource type
 * @param param name of the search parameter
 */
public record Slot(int epoch, Scope scope, String type, String param) {}

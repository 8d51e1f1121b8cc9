// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.testkit.testscript;

/** Where requests go and what sends them. */
record Sending(Target target, HttpSender http) {}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

/** On H2. */
class BlindSearchIT extends BlindSearchContract {}

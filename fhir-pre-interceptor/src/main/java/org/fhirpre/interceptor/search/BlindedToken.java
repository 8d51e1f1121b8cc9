// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.rest.param.TokenParam;
import org.jspecify.annotations.Nullable;

/** A token question whose system and value are blinded already, and must not be so twice. */
final class BlindedToken extends TokenParam {
  private static final long serialVersionUID = 1L;

  BlindedToken(@Nullable String system, @Nullable String value) {
    super(system, value);
  }
}

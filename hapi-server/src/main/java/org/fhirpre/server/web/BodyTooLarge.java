// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.web;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;

/** A body turned out to be over the limit while it was read; HAPI answers 413. */
final class BodyTooLarge extends BaseServerResponseException {
  BodyTooLarge() {
    super(
        Outcome.BODY_TOO_LARGE.status(),
        Outcome.BODY_TOO_LARGE.text(),
        Outcome.BODY_TOO_LARGE.toFhir());
  }
}

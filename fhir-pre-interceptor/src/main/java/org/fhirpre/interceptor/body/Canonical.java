// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import static java.nio.charset.StandardCharsets.UTF_8;

import ca.uhn.fhir.context.FhirContext;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Meta;
import org.hl7.fhir.r4.model.Resource;

/**
 * The JSON that is sealed: HAPI's, not pretty, with id and with meta as submitted and labelled, but
 * without version and time, which the row knows.
 */
final class Canonical {
  static final int MAX_MEBIBYTES = 16;

  private final FhirContext fhir;

  Canonical(FhirContext fhir) {
    this.fhir = fhir;
  }

  /**
   * @param meta takes the place of the resource's own while it is encoded
   */
  byte[] json(Resource resource, Meta meta) {
    Meta own = resource.getMeta();
    IIdType id = resource.getIdElement();
    String ownId = id.getValue();
    try {
      resource.setMeta(meta);
      resource.setIdElement(new IdType(resource.fhirType(), id.getIdPart()));
      byte[] json = fhir.newJsonParser().encodeResourceToString(resource).getBytes(UTF_8);
      if (json.length > MAX_MEBIBYTES << 20) {
        throw FhirErrors.bodyTooLarge(MAX_MEBIBYTES);
      }
      return json;
    } finally {
      resource.setMeta(own);
      resource.setId(ownId);
    }
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import org.hl7.fhir.r4.model.Resource;

/**
 * The security labelling service. Pure: the same resource, lists and context give the same labels.
 *
 * <p>Guarantee: a sensitivity implies at least confidentiality R, on which key segments rely.
 * Limit: only codes are read, never free text, narratives, attachments or images.
 */
public interface SecurityLabeler {

  /**
   * Labels of a resource as submitted; the resource is not changed. Throws on nothing that a
   * resource can contain.
   */
  Labels label(Resource submitted, LabelContext context);
}

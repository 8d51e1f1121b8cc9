// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.consent;

/** URLs of the provision extensions that can be enforced when the deployment declares them. */
public final class KnownExtensions {
  /** {@code valueReference}: where the requester is. */
  public static final String LOCATION = "http://hl7.org/fhir/StructureDefinition/consent-location";

  /** {@code valueCodeableConcept}: environment of the request. */
  public static final String ENVIRONMENT = "https://g.co/fhir/medicalrecords/Environment";

  /** {@code valueUri}: {@code meta.source} of the resource. */
  public static final String DATA_SOURCE = "https://g.co/fhir/medicalrecords/DataSource";

  private KnownExtensions() {}
}

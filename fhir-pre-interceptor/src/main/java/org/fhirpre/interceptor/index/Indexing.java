// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.index;

import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.terminology.TypeRow;

/** How resources of a type stand in the index (docs/spec/search-tokens.md section 1). */
public enum Indexing {
  /** HAPI's own rows. */
  PLAIN,
  /** Blinded as soon as the resource names a patient, HAPI's own rows otherwise. */
  PLAIN_OR_BLIND,
  /** Blinded under tenant keys, and sensitive ones under patients' keys. */
  BLIND,
  /** Blinded under tenant keys whatever the labels. */
  BLIND_FOR_TENANT;

  /** The one parameter that is under tenant keys even for sensitive resources. */
  public static final String IDENTIFIER = "identifier";

  /** Of a type; one that the type table does not list is blinded. */
  public static Indexing of(String type) {
    return ResourceTypes.find(type).map(Indexing::of).orElse(BLIND);
  }

  private static Indexing of(TypeRow row) {
    if (row.type().equals("Patient") || row.protection() == Protection.SERVER_SEALED) {
      return BLIND_FOR_TENANT;
    }
    if (row.protection() == Protection.PATIENT_SEALED) {
      return BLIND;
    }
    return row.classGroup().isPresent() ? PLAIN_OR_BLIND : PLAIN;
  }

  /** Whether rows of such a resource can be blinded. */
  public boolean blind() {
    return this != PLAIN;
  }

  /** Whether values of this parameter may stand under patients' keys. */
  public boolean patientScopes(String param) {
    return (this == BLIND || this == PLAIN_OR_BLIND) && !param.equals(IDENTIFIER);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.util.Comparator;
import java.util.Optional;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.terminology.TypeRow;

/** How types are stored, from the type table. */
final class Types {
  private static final FhirContext R4 = FhirContext.forR4Cached();

  private Types() {}

  /** Whether resources of the type may be encrypted. */
  static boolean sealed(String type) {
    return row(type)
        .filter(row -> row.protection() != Protection.CLEAR || row.classGroup().isPresent())
        .isPresent();
  }

  /** Whether sensitive resources of the type are found with their patients only. */
  static boolean perPatient(String type) {
    return !type.equals("Patient")
        && row(type).filter(row -> row.classGroup().isPresent()).isPresent();
  }

  /** Sealed by the server for itself; only a client with a scope of the system may read it. */
  static boolean serverSealed(String type) {
    return row(type).filter(row -> row.protection() == Protection.SERVER_SEALED).isPresent();
  }

  /** Whether a link to it tells what a resource is about. */
  static boolean telling(String type) {
    return type.equals("Medication") || type.equals("Substance");
  }

  /** The parameter that names the patient. */
  static Optional<String> patientParam(String type) {
    return R4.getResourceDefinition(type).getSearchParamsForCompartmentName("Patient").stream()
        .map(RuntimeSearchParam::getName)
        .min(Comparator.comparingInt(Types::rank).thenComparing(Comparator.naturalOrder()));
  }

  private static int rank(String param) {
    return param.equals("patient") ? 0 : param.equals("subject") ? 1 : 2;
  }

  private static Optional<TypeRow> row(String type) {
    return ResourceTypes.find(type);
  }
}

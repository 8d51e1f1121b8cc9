// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.util.Set;
import org.fhirpre.terminology.ClassGroup;
import org.fhirpre.terminology.Protection;
import org.fhirpre.terminology.ResourceTypes;
import org.fhirpre.terminology.TypeRow;

/** What the type table means for a body; a type that it does not list is never clear. */
public final class SealedTypes {
  /** Made for an answer, never stored. */
  private static final Set<String> TRANSIENT = Set.of("OperationOutcome", "Parameters");

  private SealedTypes() {}

  /** Whether a resource of this type may be stored sealed. */
  public static boolean possible(String type) {
    return !TRANSIENT.contains(type)
        && ResourceTypes.find(type)
            .map(row -> row.protection() != Protection.CLEAR || row.classGroup().isPresent())
            .orElse(true);
  }

  /** Whether no resource of this type is ever stored readable by a client's write. */
  public static boolean always(String type) {
    return !TRANSIENT.contains(type)
        && ResourceTypes.find(type).map(row -> row.protection() != Protection.CLEAR).orElse(true);
  }

  /** As the table says; {@code PATIENT_SEALED} if it does not list the type. */
  public static Protection protection(String type) {
    return ResourceTypes.find(type).map(TypeRow::protection).orElse(Protection.PATIENT_SEALED);
  }

  static ClassGroup group(String type) {
    return ResourceTypes.find(type)
        .flatMap(TypeRow::classGroup)
        .orElse(ResourceTypes.UNLISTED_GROUP);
  }
}

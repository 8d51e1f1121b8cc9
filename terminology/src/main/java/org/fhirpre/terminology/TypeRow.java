// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

import java.util.Optional;

/**
 * One row of the type table.
 *
 * @param type FHIR R4 resource type
 * @param protection of a resource of this type; see {@link #protectionNamingPatient()} for types
 *     that are clear only while they name no patient
 * @param classGroup group of the key segment; empty exactly if no resource of the type is ever
 *     patient-sealed. Present together with {@link Protection#CLEAR} (Group, Schedule) it means:
 *     clear as long as the resource names no patient, patient-sealed in this group otherwise
 */
public record TypeRow(String type, Protection protection, Optional<ClassGroup> classGroup) {

  /** Protection of a resource of this type that names at least one patient. */
  public Protection protectionNamingPatient() {
    return classGroup.isPresent() ? Protection.PATIENT_SEALED : protection;
  }
}

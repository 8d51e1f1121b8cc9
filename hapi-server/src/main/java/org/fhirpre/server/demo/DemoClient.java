// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.demo;

import java.util.List;
import java.util.Optional;

/**
 * A confidential client of the demo issuer and the party that its tokens stand for.
 *
 * @param id OAuth client id
 * @param fhirUser literal reference
 * @param organization literal reference of the organisation that the user acts for
 * @param scopes granted unless fewer are asked for
 * @param purpose v3-ActReason code of tokens that are asked for without {@code purpose_of_use}
 */
public record DemoClient(
    String id,
    String fhirUser,
    Optional<String> organization,
    List<String> scopes,
    String purpose) {

  /** All of them. */
  public static List<DemoClient> all() {
    return List.of(
        new DemoClient(
            "demo-ehr",
            DemoSubjects.HOSPITAL,
            Optional.of(DemoSubjects.HOSPITAL),
            List.of("system/*.cruds"),
            "TREAT"),
        new DemoClient(
            "demo-practitioner",
            DemoSubjects.PRACTITIONER,
            Optional.of(DemoSubjects.HOSPITAL),
            List.of("user/*.rs"),
            "TREAT"),
        new DemoClient(
            "demo-practitioner-2",
            DemoSubjects.SECOND_PRACTITIONER,
            Optional.of(DemoSubjects.CLINIC),
            List.of("user/*.rs"),
            "TREAT"),
        new DemoClient(
            "demo-patient",
            DemoSubjects.PATIENT,
            Optional.empty(),
            List.of("patient/*.rs", "patient/Consent.cruds"),
            "PATRQT"),
        new DemoClient(
            "demo-admin",
            DemoSubjects.ADMINISTRATOR,
            Optional.of(DemoSubjects.HOSPITAL),
            List.of(
                "system/*.cruds",
                "fhirpre/admin",
                "fhirpre/consent",
                "fhirpre/privacy",
                "fhirpre/label"),
            "HOPERAT"));
  }
}

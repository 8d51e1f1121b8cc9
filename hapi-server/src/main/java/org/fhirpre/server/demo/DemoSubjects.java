// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.demo;

import java.util.List;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Resource;

/**
 * The people and organisations that the demo's tokens stand for; the same in every installation.
 */
public final class DemoSubjects {
  public static final String HOSPITAL = "Organization/0e4e22f0-0000-4000-8000-0000000000aa";
  public static final String CLINIC = "Organization/0e4e22f0-0000-4000-8000-0000000000bb";
  public static final String PRACTITIONER = "Practitioner/0e4e22f0-0000-4000-8000-000000000001";
  public static final String SECOND_PRACTITIONER =
      "Practitioner/0e4e22f0-0000-4000-8000-000000000002";
  public static final String ADMINISTRATOR = "Practitioner/0e4e22f0-0000-4000-8000-000000000003";

  /** The first of the demo's patients; exists once the demo data are loaded. */
  public static final String PATIENT = "Patient/b2b39219-5811-d7b1-1482-26984e48d8f6";

  private DemoSubjects() {}

  /** What is created at the first start; the patient comes with the demo data. */
  static List<Resource> resources() {
    return List.of(
        organization(HOSPITAL, "Riverside Community Hospital (demo)"),
        organization(CLINIC, "Northgate Clinic (demo)"),
        practitioner(PRACTITIONER, "Haverford", "Ada"),
        practitioner(SECOND_PRACTITIONER, "Lindqvist", "Jonas"),
        practitioner(ADMINISTRATOR, "Okafor", "Grace"));
  }

  private static Organization organization(String reference, String name) {
    Organization organization = new Organization();
    organization.setId(reference);
    return organization.setActive(true).setName(name);
  }

  private static Practitioner practitioner(String reference, String family, String given) {
    Practitioner practitioner = new Practitioner();
    practitioner.setId(reference);
    practitioner.setActive(true).addName().setFamily(family).addGiven(given);
    return practitioner;
  }
}

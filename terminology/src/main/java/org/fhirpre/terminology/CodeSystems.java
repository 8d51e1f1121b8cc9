// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.terminology;

/** Canonical URLs of the code systems that the tables speak of. */
public final class CodeSystems {
  public static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
  public static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
  public static final String CONFIDENTIALITY =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";

  /** Subjects for which v3-ActCode has no code. */
  public static final String LOCAL_SENSITIVITY =
      "https://fhirpre.org/fhir/CodeSystem/local-sensitivity";

  /** Why our own rules label: the basis of labels that no law calls for. */
  public static final String LABEL_POLICY = "https://fhirpre.org/fhir/CodeSystem/label-policy";

  public static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";
  public static final String ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm";
  static final String ICD10CM_OID = "urn:oid:2.16.840.1.113883.6.90";
  public static final String LOINC = "http://loinc.org";
  public static final String RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm";
  public static final String SNOMED = "http://snomed.info/sct";

  private CodeSystems() {}
}

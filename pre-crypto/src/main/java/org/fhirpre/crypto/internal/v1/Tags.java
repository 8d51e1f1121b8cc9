// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.crypto.internal.v1;

/** Every domain separation string of the suite, ASCII. Source: docs/spec/core.md §2. */
public final class Tags {
  public static final String CAPSULE_POINTS = "CAPSULE_POINTS";
  public static final String SHARED_SECRET = "SHARED_SECRET";
  public static final String POLYNOMIAL_ARG = "POLYNOMIAL_ARG";
  public static final String CFRAG_VERIFICATION = "CFRAG_VERIFICATION";
  public static final String KEY_DERIVATION = "KEY_DERIVATION/";
  public static final String SECRET_DERIVATION = "SECRET_DERIVATION/";
  public static final String FACTORY_DERIVATION = "FACTORY_DERIVATION/";

  public static final String HOP_SHARED_SECRET = "FHIR-PRE/hop/v1/shared-secret";
  public static final String HOP_SHARE_INDEX = "FHIR-PRE/hop/v1/share-index";
  public static final String HOP_PROOF = "FHIR-PRE/hop/v1/dleq";
  public static final String HOP_KEY = "FHIR-PRE/hopkey/v1";
  public static final String PRECURSOR_PROOF = "FHIR-PRE/hop/v1/precursor-pok";
  public static final String POSSESSION = "FHIR-PRE/key/v1/possession/";
  public static final String NONCE = "FHIR-PRE/nonce/v1";
  public static final String KEY_FRAG_ID = "FHIR-PRE/kfrag-id/v1";
  public static final String STORED_CAPSULE = "FHIR-PRE/stored-capsule/v1";
  public static final String CONSENT_CONTEXT = "FHIR-PRE/ctx/consent/v1";
  public static final String MEMBERSHIP_CONTEXT = "FHIR-PRE/ctx/membership/v1";
  public static final String REGISTRATION_CONTEXT = "FHIR-PRE/ctx/registration/v1";

  public static final String GRANT_UPLOAD = "FHIR-PRE/grant-upload/v1";
  public static final String GRANT_PLAN = "FHIR-PRE/grant-plan/v1";

  public static final String DIRECTORY = "FHIR-PRE/directory/v1";

  public static final String SHARE = "fhir-pre/v1/share";
  public static final String CONTENT_KEY = "fhir-pre/v1/cek";
  public static final String COMMITMENT = "fhir-pre/v1/commit";

  private Tags() {}
}

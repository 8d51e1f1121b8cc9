// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.client.held;

import java.util.List;
import java.util.Set;
import org.fhirpre.client.keystore.PatientEntry;
import org.fhirpre.crypto.ConsentContext;
import org.fhirpre.crypto.Delegation;
import org.fhirpre.crypto.DelegatorSecretKey;
import org.fhirpre.crypto.GrantEdge;
import org.fhirpre.crypto.GrantSignature;
import org.fhirpre.crypto.GrantSigner;
import org.fhirpre.crypto.GrantTerms;
import org.fhirpre.crypto.KeyFragSigner;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;

/** The patient's answer to a plan that {@link PlanCheck} has checked: fragments, signed. */
public final class GrantUpload {
  private final PatientEntry patient;
  private final Delegation delegation;

  public GrantUpload(PatientEntry patient, Delegation delegation) {
    this.patient = patient;
    this.delegation = delegation;
  }

  /**
   * Grants every entry that is missing and not refused.
   *
   * @param refused ids of entries
   */
  public Parameters answer(ReceivedPlan plan, Set<String> refused) {
    Parameters upload = new Parameters();
    upload.addParameter("planId", new StringType(plan.planId()));
    upload.addParameter("digest", new Base64BinaryType(plan.digest().toBytes()));
    try (KeyFragSigner fragments = patient.keys().keyFragSigner();
        GrantSigner grants = patient.keys().grantSigner()) {
      for (ReceivedPlan.Entry entry : plan.entries()) {
        if (refused.contains(entry.id())) {
          refuse(upload, entry);
        } else if (!entry.live()) {
          grant(upload.addParameter(), plan, entry, new Signers(fragments, grants));
        }
      }
    }
    return upload;
  }

  private record Signers(KeyFragSigner fragments, GrantSigner grants) {}

  private static void refuse(Parameters upload, ReceivedPlan.Entry entry) {
    upload
        .addParameter()
        .setName("refused")
        .addPart()
        .setName("entry")
        .setValue(new StringType(entry.id()));
  }

  private void grant(
      ParametersParameterComponent part,
      ReceivedPlan plan,
      ReceivedPlan.Entry entry,
      Signers signers) {
    ConsentContext context = entry.context();
    try (DelegatorSecretKey key =
        patient.keys().segment(patient.label(entry.segment()).orElseThrow(Parts::unusable))) {
      List<GrantEdge> made =
          delegation.delegate(key, signers.fragments(), GrantTerms.single(context));
      GrantSignature signature =
          GrantSignature.sign(
              signers.grants(), new GrantSignature.Statement(plan.digest(), context, made));
      part.setName("grant");
      part.addPart().setName("entry").setValue(new StringType(entry.id()));
      made.forEach(
          edge ->
              part.addPart().setName("fragment").setValue(new Base64BinaryType(edge.toBytes())));
      part.addPart().setName("signature").setValue(new Base64BinaryType(signature.toBytes()));
    }
  }
}

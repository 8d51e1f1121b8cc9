// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.conformance;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.fhirpre.client.EnvelopeOpener;
import org.fhirpre.server.deployment.Deployment;
import org.fhirpre.server.deployment.Party;
import org.fhirpre.server.relay.Opening;
import org.fhirpre.server.story.Records;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Patient;

/** All users of a deployment, who share a key, and patients who let all of them read all. */
record Community(Party administrator, EnvelopeOpener opener, Map<String, String> consents)
    implements Opening.Enrolment {

  static Community of(Deployment server) {
    Party administrator = server.party("demo-admin");
    administrator.registerForAll().then().statusCode(200);
    return new Community(administrator, administrator.opener(), new ConcurrentHashMap<>());
  }

  /** Records the enrolment Consent: a permit without actor and without condition. */
  @Override
  public void created(String patient) {
    Patient subject = new Patient();
    subject.setId(patient);
    Consent consent = Records.consent(subject, "Organization/nobody");
    consent.setPolicyRule(new CodeableConcept());
    consent.addPolicy().setUri("https://fhirpre.org/fhir/enrolment");
    consent.setProvision(new Consent.ProvisionComponent().setType(ConsentProvisionType.PERMIT));
    String location =
        administrator.post("Consent", consent).then().statusCode(201).extract().header("Location");
    consents.put(patient, new IdType(location).getIdPart());
  }

  /** HAPI deletes nothing that something refers to. */
  @Override
  public void leaving(String patient) {
    Optional.ofNullable(consents.remove(patient))
        .ifPresent(consent -> administrator.request().delete("Consent/" + consent));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.function.Supplier;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Documents and reasons that come with a Consent or its revocation: the document is stored sealed
 * under the patient's keys, a Provenance links it to the Consent. Joins the caller's transaction.
 */
public final class Evidence {
  private final Supplier<DaoRegistry> daos;
  private final Readers readers;
  private final String serverBase;
  private final Clock clock;

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   * @param serverBase base URL as the server calls itself
   */
  public Evidence(Supplier<DaoRegistry> daos, Readers readers, String serverBase, Clock clock) {
    this.daos = daos;
    this.readers = readers;
    this.serverBase = serverBase.endsWith("/") ? serverBase : serverBase + "/";
    this.clock = clock;
  }

  /** What came along. */
  record Given(Optional<Resource> document, Optional<CodeableConcept> reason) {
    static Given of(@Nullable IBaseResource document, @Nullable CodeableConcept reason) {
      return new Given(
          Optional.ofNullable((Resource) document),
          Optional.ofNullable(reason).filter(stated -> !stated.isEmpty()));
    }
  }

  /**
   * Stores what was given, if anything.
   *
   * @param patient {@code Patient/x}; a document that names no subject gets this one
   */
  void file(Given given, IdType consent, String patient, Reader reader) {
    if (given.document().isEmpty() && given.reason().isEmpty()) {
      return;
    }
    Provenance provenance = new Provenance();
    provenance.addTarget(new Reference("Consent/" + consent.getIdPart()));
    provenance.setRecorded(Date.from(clock.instant()));
    provenance.addAgent().setWho(logical(reader.subject()));
    given.reason().ifPresent(provenance::addReason);
    given
        .document()
        .map(document -> stored(document, patient, reader))
        .ifPresent(
            id ->
                provenance
                    .addEntity()
                    .setRole(Provenance.ProvenanceEntityRole.SOURCE)
                    .setWhat(new Reference(id)));
    daos.get().getResourceDao(Provenance.class).create(provenance, new SystemRequestDetails());
  }

  private String stored(Resource document, String patient, Reader reader) {
    Reference subject = subject(document);
    if (subject.isEmpty()) {
      subject.setReference(patient);
    }
    String named = subject.getReferenceElement().toUnqualifiedVersionless().getValue();
    if (!patient.equals(named)) {
      throw FhirErrors.badRequest("malformed-encoding", "document is not of the Consent's patient");
    }
    return create(document, reader);
  }

  private static Reference subject(Resource document) {
    if (document instanceof DocumentReference reference) {
      return reference.getSubject();
    }
    if (document instanceof QuestionnaireResponse response) {
      return response.getSubject();
    }
    throw FhirErrors.badRequest(
        "malformed-encoding", "document is a DocumentReference or a QuestionnaireResponse");
  }

  private <T extends Resource> String create(T document, Reader reader) {
    @SuppressWarnings("unchecked") // the DAO of the object's own type
    IFhirResourceDao<T> dao = daos.get().getResourceDao((Class<T>) document.getClass());
    document.setId((String) null);
    return dao.create(document, readers.onBehalfOf(reader))
        .getId()
        .toUnqualifiedVersionless()
        .getValue();
  }

  private Reference logical(String subject) {
    Reference reference = new Reference();
    reference.setType(new IdType(subject).getResourceType());
    reference.setIdentifier(
        new Identifier().setSystem("urn:ietf:rfc:3986").setValue(serverBase + subject));
    return reference;
  }
}

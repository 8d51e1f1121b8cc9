// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.Optional;
import java.util.function.BiPredicate;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.keys.Representation;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;

/** Whether a Consent is about the reader, or about a patient for whom the reader may speak. */
public final class OwnConsents implements BiPredicate<Reader, Consent> {
  private final ConsentStore consents;
  private final Representation representation;

  public OwnConsents(ConsentStore consents, Representation representation) {
    this.consents = consents;
    this.representation = representation;
  }

  @Override
  public boolean test(Reader reader, Consent consent) {
    Optional<String> patientId =
        consent.getPatient().hasReference() ? literal(consent) : resolved(consent);
    return patientId.filter(id -> representation.speaksFor(reader, id)).isPresent();
  }

  private static Optional<String> literal(Consent consent) {
    IdType id = new IdType(consent.getPatient().getReference());
    return Optional.ofNullable(id.getIdPart())
        .filter(known -> "Patient".equals(id.getResourceType()));
  }

  /** A patient who is named by identifier was found when this version was recorded. */
  private Optional<String> resolved(Consent consent) {
    return consents
        .find(consent.getIdElement().getIdPart())
        .filter(row -> row.version().equals(consent.getMeta().getVersionId()))
        .flatMap(ConsentRow::patientId);
  }
}

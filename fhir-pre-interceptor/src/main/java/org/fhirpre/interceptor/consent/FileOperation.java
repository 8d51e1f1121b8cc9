// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.util.Optional;
import java.util.function.Supplier;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.errors.RequestFindings;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.HapiResources;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.keys.TouchedPatients;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.jspecify.annotations.Nullable;

/**
 * {@code Consent/$fileConsent}: records a Consent like a create, and the document that is its
 * evidence with it; both are stored or neither is.
 */
public final class FileOperation {
  private final Evidence evidence;
  private final HapiResources resources;
  private final ConsentStore consents;
  private final Readers readers;
  private final Transactions transactions;
  private final Supplier<DaoRegistry> daos;

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   */
  public FileOperation(
      Evidence evidence,
      HapiResources resources,
      Readers readers,
      KeyStores stores,
      Supplier<DaoRegistry> daos) {
    this.evidence = evidence;
    this.resources = resources;
    this.readers = readers;
    this.consents = stores.consents();
    this.transactions = stores.transactions();
    this.daos = daos;
  }

  /** Answers all findings; the header {@code Location} names the Consent. */
  @Operation(name = "$fileConsent", typeName = "Consent")
  public OperationOutcome file(
      @OperationParam(name = "consent", min = 1) @Nullable Consent consent,
      @OperationParam(name = "document") @Nullable IBaseResource document,
      RequestDetails request) {
    Reader reader = readers.require(request);
    if (consent == null) {
      throw FhirErrors.badRequest("malformed-encoding", "The parameter consent is missing");
    }
    String chosen = consent.getIdElement().getIdPart();
    if (chosen != null && resources.exists("Consent", chosen)) {
      throw FhirErrors.conflict("version-conflict", "There is a Consent with this id");
    }
    RequestDetails own = readers.onBehalfOf(reader);
    Optional.ofNullable(request.getHeader(Constants.HEADER_PREFER))
        .ifPresent(prefer -> own.addHeader(Constants.HEADER_PREFER, prefer));
    IdType id =
        transactions.run(
            () -> {
              IdType stored = stored(consent, own);
              String patientId =
                  consents.find(stored.getIdPart()).flatMap(ConsentRow::patientId).orElse("");
              Evidence.Given given = Evidence.Given.of(document, null);
              evidence.file(given, stored, "Patient/" + patientId, reader);
              return stored;
            });
    TouchedPatients.of(request).addAll(TouchedPatients.of(own).ids());
    RequestFindings.of(request).addAll(RequestFindings.of(own).all());
    String location = request.getFhirServerBase() + "/" + id.toUnqualified().getValue();
    request.getResponse().addHeader(Constants.HEADER_LOCATION, location);
    return filed();
  }

  /** The id is the server's, as with every create. */
  private IdType stored(Consent consent, RequestDetails own) {
    IFhirResourceDao<Consent> dao = daos.get().getResourceDao(Consent.class);
    consent.setId((String) null);
    return (IdType) dao.create(consent, own).getId();
  }

  private static OperationOutcome filed() {
    OperationOutcome outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.INFORMATION)
        .setCode(IssueType.INFORMATIONAL)
        .getDetails()
        .setText("The Consent is recorded");
    return outcome;
  }
}

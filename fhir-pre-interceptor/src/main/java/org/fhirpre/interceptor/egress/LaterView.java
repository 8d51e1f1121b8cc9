// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.AuditTrail.Entry;
import org.fhirpre.interceptor.spi.AuditTrail.Kind;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.Resource;

/**
 * What a requester whose request is over may have of one sealed resource, by the Consents and
 * grants of now. What is not decided is withheld.
 *
 * <p>Thread safety: called concurrently.
 */
public final class LaterView {
  /** Code of what is neither read nor search in {@code restful-interaction}. */
  private static final String INTERACTION = "operation";

  private final Supplier<DaoRegistry> daos;
  private final AccessDecision decision;
  private final PageReencryptor reencryptor;
  private final NewestLabels newest;
  private final AuditTrail audit;

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   */
  public LaterView(
      Supplier<DaoRegistry> daos,
      AccessDecision decision,
      PageReencryptor reencryptor,
      NewestLabels newest,
      AuditTrail audit) {
    this.daos = daos;
    this.decision = decision;
    this.reencryptor = reencryptor;
    this.newest = newest;
    this.audit = audit;
  }

  /** Puts the reader's envelope on the shell; false if it is withheld. */
  boolean reencrypt(Reader reader, Resource shell) {
    Optional<Envelope> envelope =
        judged(shell)
            .map(List::of)
            .flatMap(page -> reencryptor.envelopes(page, decision.decide(reader, page)).get(0));
    envelope.ifPresent(made -> made.putOn(shell));
    return noted(reader, shell, envelope.isPresent());
  }

  /** Whether the reader may know that it is there; false if it is not, or gone. */
  boolean mayKnow(Reader reader, IIdType id) {
    return stored(id).filter(resource -> mayKnow(reader, resource)).isPresent();
  }

  private Optional<Resource> stored(IIdType id) {
    try {
      return Optional.of(
          (Resource)
              daos.get()
                  .getResourceDao(id.getResourceType())
                  .read(id.toUnqualifiedVersionless(), new SystemRequestDetails()));
    } catch (BaseServerResponseException gone) {
      return Optional.empty();
    }
  }

  private boolean mayKnow(Reader reader, Resource shell) {
    if (SealedRecord.of(shell).isEmpty()) {
      return !SealedTypes.always(shell.fhirType());
    }
    boolean permitted =
        judged(shell)
            .map(record -> decision.decide(reader, List.of(record)).get(0))
            .filter(access -> access.kind() != Access.Kind.WITHHELD)
            .isPresent();
    return noted(reader, shell, permitted);
  }

  private Optional<SealedRecord> judged(Resource shell) {
    return SealedRecord.of(shell)
        .filter(record -> Permits.isBound(shell))
        .flatMap(record -> newest.judged(List.of(record)).get(0));
  }

  private boolean noted(Reader reader, Resource shell, boolean shown) {
    Kind kind = shown ? Kind.READ : Kind.DENIAL;
    audit.record(
        new Entry(kind, Optional.of(reader), INTERACTION, List.of(Permits.reference(shell))));
    return shown;
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.egress;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealedTypes;
import org.fhirpre.interceptor.body.ServerRecord;
import org.fhirpre.interceptor.body.Unreadable;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.AuditTrail.Entry;
import org.fhirpre.interceptor.spi.AuditTrail.Kind;
import org.fhirpre.interceptor.spi.Reader;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.instance.model.api.IIdType;
import org.hl7.fhir.r4.model.IdType;
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
    return stored(id.toUnqualifiedVersionless())
        .filter(resource -> mayKnow(reader, resource))
        .isPresent();
  }

  /**
   * Whether the reader may have these versions now, in order; false of what is gone. One decision,
   * and not written down: that the file which holds them is read is.
   */
  List<Boolean> mayHave(Reader reader, List<IdType> versions) {
    List<Optional<Resource>> stored = versions.stream().map(this::stored).toList();
    List<Optional<SealedRecord>> judged =
        stored.stream().map(each -> each.flatMap(this::judged)).toList();
    Iterator<Access> decisions =
        decision.decide(reader, judged.stream().flatMap(Optional::stream).toList()).iterator();
    List<Boolean> permitted = new ArrayList<>();
    for (int i = 0; i < stored.size(); i++) {
      permitted.add(
          judged.get(i).isPresent()
              ? decisions.next().kind() != Access.Kind.WITHHELD
              : stored.get(i).filter(LaterView::isClear).isPresent());
    }
    return permitted;
  }

  /** Whether it is stored readable: neither sealed, for a patient or for the server, nor unread. */
  static boolean isClear(IBaseResource resource) {
    return SealedRecord.of(resource).isEmpty()
        && ServerRecord.of(resource).isEmpty()
        && !Unreadable.is(resource)
        && !SealedTypes.always(resource.fhirType());
  }

  private Optional<Resource> stored(IIdType id) {
    try {
      return Optional.of(
          (Resource)
              daos.get().getResourceDao(id.getResourceType()).read(id, new SystemRequestDetails()));
    } catch (BaseServerResponseException gone) {
      return Optional.empty();
    }
  }

  private boolean mayKnow(Reader reader, Resource shell) {
    if (SealedRecord.of(shell).isEmpty()) {
      return isClear(shell);
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

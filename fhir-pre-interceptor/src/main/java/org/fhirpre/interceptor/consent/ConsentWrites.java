// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.fhirpre.consent.Action;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.interceptor.body.WriteDecision;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.keys.Readers;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.jspecify.annotations.Nullable;

/**
 * {@link WriteDecision} by Consents: only a deny that names {@code collect} or {@code correct} and
 * decides for the writer forbids. A request reads the Consents of a patient once, however much it
 * writes.
 *
 * <p>Thread safety: called concurrently.
 */
public final class ConsentWrites implements WriteDecision {
  private static final String KEY = ConsentWrites.class.getName();

  private final ConsentJudge judge;
  private final Readers readers;
  private final Supplier<AuditTrail> audit;
  private final Clock clock;

  /**
   * @param audit asked late: it writes through HAPI, whose beans need this
   */
  public ConsentWrites(
      ConsentJudge judge, Readers readers, Supplier<AuditTrail> audit, Clock clock) {
    this.judge = judge;
    this.readers = readers;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void require(
      Action action, ResourceAttributes attributes, @Nullable RequestDetails request) {
    if (request == null || (readers.internal(request) && readers.of(request).isEmpty())) {
      return;
    }
    Optional<Reader> known = readers.of(request);
    Reader writer = known.orElseGet(() -> new Reader("", Set.of(), Set.of(), Set.of()));
    List<ConsentJudge.Question> page = List.of(new ConsentJudge.Question(attributes, List.of()));
    ConsentJudge.Asked asked = new ConsentJudge.Asked(writer, action, clock.instant());
    ActiveConsents.Loaded loaded = consents(ConsentJudge.patientIds(page), request);
    if (!judge.judge(asked, page, loaded).get(0).decision().permitted()) {
      audit
          .get()
          .record(
              new AuditTrail.Entry(
                  AuditTrail.Kind.DENIAL,
                  known,
                  action == Action.COLLECT ? "create" : "update",
                  List.of(attributes.reference())));
      throw FhirErrors.forbidden("write-denied", "A patient's Consent forbids this write");
    }
  }

  @SuppressWarnings("unchecked") // nobody else puts anything under this key
  private ActiveConsents.Loaded consents(List<String> patientIds, RequestDetails request) {
    Map<List<String>, ActiveConsents.Loaded> seen =
        (Map<List<String>, ActiveConsents.Loaded>)
            request.getUserData().computeIfAbsent(KEY, absent -> new ConcurrentHashMap<>());
    return seen.computeIfAbsent(patientIds, judge::consents);
  }
}

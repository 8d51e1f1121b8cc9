// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.emergency;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.fhirpre.interceptor.jdbc.BreakGlassStore;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a patient of emergency access by a Communication in the own record, sealed like every other
 * part of it; a Subscription on it wakes the patient's software. An agent that is away does not
 * hold up the emergency: the notice follows as soon as it is back.
 */
public final class PatientNotices implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PatientNotices.class);
  private static final Duration PAUSE = Duration.ofSeconds(20);
  private static final String CATEGORY =
      "http://terminology.hl7.org/CodeSystem/communication-category";

  private final BreakGlassStore store;
  private final Transactions transactions;
  private final Supplier<DaoRegistry> daos;
  private final String serverBase;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "fhir-pre-notices");
            made.setDaemon(true);
            return made;
          });

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   * @param serverBase base URL as the server calls itself
   */
  public PatientNotices(
      BreakGlassStore store,
      Transactions transactions,
      Supplier<DaoRegistry> daos,
      String serverBase,
      Clock clock) {
    this.store = store;
    this.transactions = transactions;
    this.daos = daos;
    this.serverBase = serverBase.endsWith("/") ? serverBase : serverBase + "/";
    this.clock = clock;
  }

  public void start() {
    var unused =
        thread.scheduleWithFixedDelay(
            this::catchUp, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The edge of this thread: a failure must not end it, the next run tries again. */
  private void catchUp() {
    try {
      store.untold().forEach(this::tell);
      store.forget(clock.instant());
    } catch (RuntimeException failed) {
      log.error("notices wait kind={}", failed.getClass().getSimpleName());
    }
  }

  /** Writes the notice, once; what fails is tried again in the background. */
  void tell(BreakGlassStore.Row session) {
    try {
      transactions.run(
          () -> {
            if (store.tell(session.hash())) {
              Communication notice = notice(session);
              daos.get()
                  .getResourceDao(Communication.class)
                  .create(notice, new SystemRequestDetails());
            }
          });
    } catch (RuntimeException failed) {
      log.warn("a notice waits kind={}", failed.getClass().getSimpleName());
    }
  }

  private Communication notice(BreakGlassStore.Row row) {
    EmergencySession session = EmergencySession.ofText(row.body());
    Communication notice = new Communication();
    notice.setStatus(Communication.CommunicationStatus.COMPLETED);
    notice.addCategory(new CodeableConcept(new Coding(CATEGORY, "notification", null)));
    notice.setPriority(Communication.CommunicationPriority.URGENT);
    notice.setSubject(new Reference(session.patient()));
    notice.addRecipient(new Reference(session.patient()));
    notice.setSender(logical(session.subject()));
    notice.setSent(Date.from(Instant.ofEpochMilli(session.openedMs())));
    notice.addReasonCode(concept(session.purpose()));
    notice.addReasonCode(concept(session.reason()));
    notice
        .addPayload()
        .setContent(
            new StringType(
                "Emergency access to your record by "
                    + session.subject()
                    + " until "
                    + row.expires()));
    return notice;
  }

  private Reference logical(String subject) {
    Reference reference = new Reference();
    reference.setType(new IdType(subject).getResourceType());
    reference.setIdentifier(
        new Identifier().setSystem("urn:ietf:rfc:3986").setValue(serverBase + subject));
    return reference;
  }

  private static CodeableConcept concept(Label label) {
    return new CodeableConcept(new Coding(label.system(), label.code(), null));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.audit;

import java.time.Instant;
import java.util.Date;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;

/** Entries in the shape of IHE BALP: type, subtype, action, agents, entities by reference. */
final class AuditEvents {
  private static final String EVENT_TYPES =
      "http://terminology.hl7.org/CodeSystem/audit-event-type";
  private static final String INTERACTIONS = "http://hl7.org/fhir/restful-interaction";
  private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
  private static final String OPERATIONS = "https://fhirpre.org/fhir/CodeSystem/audit-event";
  private static final int MAX_ENTITIES = 1_000;

  private AuditEvents() {}

  static AuditEvent of(AuditTrail.Entry entry, Instant now) {
    AuditEvent event = new AuditEvent();
    boolean rest = isRead(entry.kind());
    event.setType(
        rest
            ? new Coding(EVENT_TYPES, "rest", "RESTful Operation")
            : new Coding(DICOM, "110137", "User Security Attributes Changed"));
    event.addSubtype(
        new Coding().setSystem(rest ? INTERACTIONS : OPERATIONS).setCode(entry.interaction()));
    event.setAction(action(entry.kind()));
    event.setRecorded(Date.from(now));
    event.setOutcome(
        entry.kind() == AuditTrail.Kind.DENIAL
            ? AuditEventOutcome._4
            : AuditEventOutcome._0);
    AuditEvent.AuditEventAgentComponent agent = event.addAgent().setRequestor(true);
    entry
        .who()
        .ifPresentOrElse(
            who -> agent.setWho(new Reference(who.subject())),
            () -> agent.setName("fhir-pre"));
    event.getSource().getObserver().setDisplay("fhir-pre");
    entry.resources().stream()
        .limit(MAX_ENTITIES)
        .forEach(literal -> event.addEntity().setWhat(new Reference(literal)));
    return event;
  }

  static boolean isRead(AuditTrail.Kind kind) {
    return kind == AuditTrail.Kind.READ || kind == AuditTrail.Kind.DENIAL;
  }

  private static AuditEventAction action(AuditTrail.Kind kind) {
    return switch (kind) {
      case READ, DENIAL -> AuditEventAction.R;
      case GRANT, KEY -> AuditEventAction.C;
      case REVOCATION -> AuditEventAction.D;
    };
  }
}

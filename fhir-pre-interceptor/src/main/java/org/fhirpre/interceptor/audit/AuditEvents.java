// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.audit;

import java.time.Instant;
import java.util.Date;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;

/**
 * Entries in the shape of IHE BALP: type, subtype, action, agents, entities by reference.
 *
 * <p>References are logical (type and absolute URL as identifier), not literal: an event must be
 * written about what does not exist or is being deleted, and must not stand in the way of a later
 * deletion, as HAPI's referential integrity would have it.
 */
final class AuditEvents {
  private static final String EVENT_TYPES =
      "http://terminology.hl7.org/CodeSystem/audit-event-type";
  private static final String INTERACTIONS = "http://hl7.org/fhir/restful-interaction";
  private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
  private static final String OPERATIONS = "https://fhirpre.org/fhir/CodeSystem/audit-event";
  private static final String URI = "urn:ietf:rfc:3986";
  private static final int MAX_ENTITIES = 1_000;

  private final String serverBase;

  /**
   * @param serverBase base URL as the server calls itself
   */
  AuditEvents(String serverBase) {
    this.serverBase = serverBase.endsWith("/") ? serverBase : serverBase + "/";
  }

  AuditEvent of(AuditTrail.Entry entry, Instant now) {
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
        entry.kind() == AuditTrail.Kind.DENIAL ? AuditEventOutcome._4 : AuditEventOutcome._0);
    AuditEvent.AuditEventAgentComponent agent = event.addAgent().setRequestor(true);
    entry
        .who()
        .ifPresentOrElse(
            who -> agent.setWho(reference(who.subject())), () -> agent.setName("fhir-pre"));
    event.getSource().getObserver().setDisplay("fhir-pre");
    entry.resources().stream()
        .limit(MAX_ENTITIES)
        .forEach(literal -> event.addEntity().setWhat(reference(literal)));
    return event;
  }

  private Reference reference(String literal) {
    Reference reference = new Reference();
    IdType id = new IdType(literal);
    if (id.hasResourceType()) {
      reference.setType(id.getResourceType());
    }
    reference.setIdentifier(new Identifier().setSystem(URI).setValue(serverBase + literal));
    return reference;
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

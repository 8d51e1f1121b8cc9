// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fhirpre.interceptor.spi.AuditTrail;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventAction;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventEntityComponent;
import org.hl7.fhir.r4.model.AuditEvent.AuditEventOutcome;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;

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
  private static final String ACCESSED = "accessed";
  private static final int MAX_ENTITIES = 1_000;

  private final String serverBase;

  /**
   * @param serverBase base URL as the server calls itself
   */
  AuditEvents(String serverBase) {
    this.serverBase = serverBase.endsWith("/") ? serverBase : serverBase + "/";
  }

  /** An entry and when it was made. */
  record Noted(AuditTrail.Entry entry, Instant at) {}

  private record Alike(AuditTrail.Kind kind, Optional<Reader> who, String interaction) {
    static Alike of(Noted noted) {
      AuditTrail.Entry entry = noted.entry();
      return new Alike(entry.kind(), entry.who(), entry.interaction());
    }
  }

  /** One resource of one access. */
  private record Access(String resource, Instant at) {}

  /**
   * What one reader did in the same way is one event, with an entity for each resource of each
   * access: an event costs the database more than the access that it tells of.
   *
   * @param noted of a moment, in order
   */
  List<AuditEvent> of(List<Noted> noted) {
    Map<Alike, List<Noted>> alike = new LinkedHashMap<>();
    noted.forEach(
        each -> alike.computeIfAbsent(Alike.of(each), first -> new ArrayList<>()).add(each));
    return alike.values().stream().flatMap(this::events).toList();
  }

  /** As many as it takes to name every access; one for a change that names nothing. */
  private Stream<AuditEvent> events(List<Noted> alike) {
    List<Access> accesses = alike.stream().flatMap(AuditEvents::accesses).toList();
    int last = Math.max(0, accesses.size() - 1);
    return IntStream.iterate(0, from -> from <= last, from -> from + MAX_ENTITIES)
        .mapToObj(from -> accesses.subList(from, Math.min(accesses.size(), from + MAX_ENTITIES)))
        .map(part -> event(alike, part));
  }

  private static Stream<Access> accesses(Noted noted) {
    return noted.entry().resources().stream().map(resource -> new Access(resource, noted.at()));
  }

  private AuditEvent event(List<Noted> alike, List<Access> accesses) {
    Instant first = alike.get(0).at();
    Instant last = alike.get(alike.size() - 1).at();
    AuditEvent event = event(alike.get(0).entry(), last);
    if (alike.size() > 1) {
      event.setPeriod(new Period().setStart(Date.from(first)).setEnd(Date.from(last)));
    }
    for (Access access : accesses) {
      AuditEventEntityComponent entity = event.addEntity().setWhat(reference(access.resource));
      if (alike.size() > 1) {
        entity.addDetail().setType(ACCESSED).setValue(new StringType(access.at.toString()));
      }
    }
    return event;
  }

  private AuditEvent event(AuditTrail.Entry entry, Instant at) {
    AuditEvent event = new AuditEvent();
    boolean rest = isRead(entry.kind());
    event.setType(type(entry.kind()));
    event.addSubtype(
        new Coding().setSystem(rest ? INTERACTIONS : OPERATIONS).setCode(entry.interaction()));
    event.setAction(action(entry.kind()));
    event.setRecorded(Date.from(at));
    event.setOutcome(isRefusal(entry.kind()) ? AuditEventOutcome._4 : AuditEventOutcome._0);
    AuditEvent.AuditEventAgentComponent agent = event.addAgent().setRequestor(true);
    entry
        .who()
        .ifPresentOrElse(
            who -> agent.setWho(reference(who.subject())), () -> agent.setName("fhir-pre"));
    entry.who().stream()
        .flatMap(who -> who.circumstances().emergencies().values().stream())
        .distinct()
        .forEach(purpose -> agent.addPurposeOfUse(concept(purpose)));
    entry.why().ifPresent(why -> add(event, why));
    event.getSource().getObserver().setDisplay("fhir-pre");
    return event;
  }

  private static void add(AuditEvent event, AuditTrail.Why why) {
    why.codes().forEach(code -> event.addPurposeOfEvent(concept(code)));
    if (!why.words().isEmpty()) {
      event.setOutcomeDesc(why.words());
    }
  }

  private static CodeableConcept concept(Label label) {
    return new CodeableConcept(new Coding(label.system(), label.code(), null));
  }

  private static Coding type(AuditTrail.Kind kind) {
    return switch (kind) {
      case READ, DENIAL -> new Coding(EVENT_TYPES, "rest", "RESTful Operation");
      case GRANT, REVOCATION, KEY, GRANT_REFUSAL, RELABEL ->
          new Coding(DICOM, "110137", "User Security Attributes Changed");
      case EMERGENCY, EMERGENCY_REFUSED ->
          new Coding(DICOM, "110127", "Emergency Override Started");
    };
  }

  private static boolean isRefusal(AuditTrail.Kind kind) {
    return kind == AuditTrail.Kind.DENIAL || kind == AuditTrail.Kind.EMERGENCY_REFUSED;
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
      case GRANT_REFUSAL, RELABEL -> AuditEventAction.U;
      case EMERGENCY, EMERGENCY_REFUSED -> AuditEventAction.E;
    };
  }
}

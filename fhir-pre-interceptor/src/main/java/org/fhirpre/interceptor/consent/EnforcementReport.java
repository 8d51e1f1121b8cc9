// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.fhirpre.interceptor.jdbc.EnrolledPatient.AgentKind;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;

/** What {@code $consent-enforcement-status} answers. */
public final class EnforcementReport {
  private final ConsentStore consents;
  private final GrantUpkeep upkeep;
  private final Clock clock;
  private final Predicate<String> relabelled;

  /**
   * @param relabelled whether a patient has resources that wait for being sealed anew
   */
  public EnforcementReport(
      ConsentStore consents, GrantUpkeep upkeep, Clock clock, Predicate<String> relabelled) {
    this.consents = consents;
    this.upkeep = upkeep;
    this.clock = clock;
    this.relabelled = relabelled;
  }

  Parameters of(ConsentRow row) {
    Parameters answer = new Parameters();
    Instant now = clock.instant();
    answer.addParameter(part(row, row.patientId().map(id -> upkeep.books(id, now)), now));
    return answer;
  }

  Parameters of(String patientId) {
    Parameters answer = new Parameters();
    Instant now = clock.instant();
    Books books = upkeep.books(patientId, now);
    for (ConsentRow row : consents.ofPatient(patientId)) {
      answer.addParameter(part(row, Optional.of(books), now));
    }
    return answer;
  }

  private ParametersParameterComponent part(ConsentRow row, Optional<Books> books, Instant now) {
    String agent = row.patientId().map(upkeep::agent).orElse(AgentKind.MANAGED).code();
    long planned = books.map(b -> b.planned(row)).orElse(0L);
    long live = books.map(b -> b.live(row)).orElse(0L);
    EnforcementState state = row.stateAt(now);
    ParametersParameterComponent part = new ParametersParameterComponent().setName("consent");
    add(part, "reference")
        .setValue(new Reference("Consent/" + row.id() + "/_history/" + row.version()));
    add(part, "state").setValue(new CodeType(state.code()));
    add(part, "since").setValue(new InstantType(Date.from(row.sinceAt(now))));
    add(part, "agent").setValue(new CodeType(agent));
    row.ends().ifPresent(e -> add(part, "validUntil").setValue(new InstantType(Date.from(e))));
    add(part, "planned").setValue(new IntegerType(Math.toIntExact(planned)));
    add(part, "live").setValue(new IntegerType(Math.toIntExact(live)));
    add(part, "missing").setValue(new IntegerType(Math.toIntExact(planned - live)));
    books.ifPresent(b -> gaps(part, row, b));
    if (state.active() && row.patientId().filter(relabelled).isPresent()) {
      add(add(part, "gap"), "reason").setValue(new CodeType("relabel-pending"));
    }
    row.patientId().filter(id -> state.active()).ifPresent(id -> conditions(part, row, id, now));
    add(part, "outcome")
        .setResource(FindingOutcomes.of(ConsentCodec.read(row.body().open()).findings()));
    return part;
  }

  private void conditions(
      ParametersParameterComponent part, ConsentRow row, String patientId, Instant now) {
    ConsentCodec.read(row.body().open()).normal().stream()
        .flatMap(normal -> upkeep.planOf(patientId, normal, now).conditions().stream())
        .forEach(report -> GrantPlanReport.condition(part.addPart(), report));
  }

  private static void gaps(ParametersParameterComponent part, ConsentRow row, Books books) {
    Map<String, Set<String>> byGrantee = new TreeMap<>();
    books
        .gaps(row)
        .forEach(
            (entry, gap) ->
                byGrantee.computeIfAbsent(entry.grantee(), g -> new TreeSet<>()).add(gap.code()));
    byGrantee.forEach(
        (grantee, reasons) ->
            reasons.forEach(
                reason -> {
                  ParametersParameterComponent gap = add(part, "gap");
                  add(gap, "grantee").setValue(new Reference(grantee));
                  add(gap, "reason").setValue(new CodeType(reason));
                }));
    if (books.waitsForKey(row)) {
      add(add(part, "gap"), "reason").setValue(new CodeType("no-key"));
    }
  }

  private static ParametersParameterComponent add(ParametersParameterComponent part, String name) {
    return part.addPart().setName(name);
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.EnforcementState;
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

  public EnforcementReport(ConsentStore consents, GrantUpkeep upkeep, Clock clock) {
    this.consents = consents;
    this.upkeep = upkeep;
    this.clock = clock;
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
    GrantUpkeep.Books books = upkeep.books(patientId, now);
    for (ConsentRow row : consents.ofPatient(patientId)) {
      answer.addParameter(part(row, Optional.of(books), now));
    }
    return answer;
  }

  private static ParametersParameterComponent part(
      ConsentRow row, Optional<GrantUpkeep.Books> books, Instant now) {
    long planned = books.map(b -> b.planned(row)).orElse(0L);
    long live = books.map(b -> b.live(row)).orElse(0L);
    boolean over = row.state().active() && row.ends().filter(e -> !now.isBefore(e)).isPresent();
    EnforcementState state = over ? EnforcementState.EXPIRED : row.state();
    ParametersParameterComponent part = new ParametersParameterComponent().setName("consent");
    add(part, "reference")
        .setValue(new Reference("Consent/" + row.id() + "/_history/" + row.version()));
    add(part, "state").setValue(new CodeType(state.code()));
    add(part, "since").setValue(new InstantType(Date.from(row.since())));
    add(part, "agent").setValue(new CodeType("managed"));
    row.ends().ifPresent(e -> add(part, "validUntil").setValue(new InstantType(Date.from(e))));
    add(part, "planned").setValue(new IntegerType(Math.toIntExact(planned)));
    add(part, "live").setValue(new IntegerType(Math.toIntExact(live)));
    add(part, "missing").setValue(new IntegerType(Math.toIntExact(planned - live)));
    if (planned > live) {
      add(part, "gap").addPart().setName("reason").setValue(new CodeType("agent-offline"));
    }
    if (books.filter(b -> b.waitsForKey(row)).isPresent()) {
      add(part, "gap").addPart().setName("reason").setValue(new CodeType("no-key"));
    }
    add(part, "outcome")
        .setResource(FindingOutcomes.of(ConsentCodec.read(row.body().open()).findings()));
    return part;
  }

  private static ParametersParameterComponent add(ParametersParameterComponent part, String name) {
    return part.addPart().setName(name);
  }
}

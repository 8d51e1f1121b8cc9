// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fhirpre.consent.Member;
import org.fhirpre.consent.Range;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.Group;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Who takes part in a CareTeam or is a member of a Group, and when. Nobody, if it is not active; a
 * period that cannot be read is none.
 */
public final class Members {
  private Members() {}

  /**
   * @param zone of dates without time
   */
  public static Set<Member> of(Resource resource, ZoneId zone) {
    Set<Member> members = new HashSet<>();
    if (resource instanceof CareTeam team && isActive(team)) {
      for (CareTeam.CareTeamParticipantComponent each : team.getParticipant()) {
        member(each.getMember(), List.of(team.getPeriod(), each.getPeriod()), zone)
            .ifPresent(members::add);
      }
    }
    if (resource instanceof Group group && (!group.hasActive() || group.getActive())) {
      for (Group.GroupMemberComponent each : group.getMember()) {
        if (!each.getInactive()) {
          member(each.getEntity(), List.of(each.getPeriod()), zone).ifPresent(members::add);
        }
      }
    }
    return members;
  }

  private static boolean isActive(CareTeam team) {
    return !team.hasStatus() || team.getStatus() == CareTeamStatus.ACTIVE;
  }

  private static Optional<Member> member(Reference who, List<Period> periods, ZoneId zone) {
    Optional<Range> span = Optional.of(Range.ALWAYS);
    for (Period period : periods) {
      Optional<Range> next = Spans.of(period, zone);
      span = span.flatMap(sofar -> next.flatMap(sofar::intersection));
    }
    Optional<String> literal = PolicyAttributes.literal(who);
    return span.flatMap(during -> literal.map(reference -> new Member(reference, during)));
  }
}

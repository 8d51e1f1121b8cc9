// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.requester;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fhirpre.consent.Member;
import org.fhirpre.interceptor.body.Members;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.Spans;
import org.fhirpre.interceptor.errors.FhirErrors;
import org.fhirpre.interceptor.jdbc.HapiLinks;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * What somebody is a member of at a moment: active PractitionerRoles with their organisations and
 * services, organisations above, Groups and CareTeams. Two queries where there is nothing; a few
 * more, however many memberships there are.
 *
 * <p>Found by HAPI's links, believed only as the resource itself says it: CareTeams by their sealed
 * attributes.
 */
public final class Memberships {
  private static final String ROLE = "PractitionerRole.practitioner";
  private static final String PART_OF = "Organization.partOf";
  private static final List<String> PATHS =
      List.of(ROLE, "Group.member.entity", "CareTeam.participant.member");
  private static final int MAX_ROUNDS = 10;
  private static final int MAX_IDENTITIES = 1_000;

  private final HapiLinks links;
  private final Supplier<DaoRegistry> daos;
  private final ZoneId zone;

  /**
   * @param daos asked late: HAPI's beans need the hooks that need this
   */
  public Memberships(HapiLinks links, Supplier<DaoRegistry> daos, ZoneId zone) {
    this.links = links;
    this.daos = daos;
    this.zone = zone;
  }

  /**
   * These, and what they are members of, step by step.
   *
   * @throws ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException if there is no end of
   *     it
   */
  public Set<String> of(Set<String> identities, Instant now) {
    Set<String> known = new TreeSet<>(identities);
    Set<String> ring = identities;
    for (int round = 0; !ring.isEmpty(); round++) {
      if (round == MAX_ROUNDS || known.size() > MAX_IDENTITIES) {
        throw FhirErrors.limitExceeded("The requester is a member of too much");
      }
      ring = next(ring, now);
      ring.removeAll(known);
      known.addAll(ring);
    }
    return known;
  }

  private Set<String> next(Set<String> ring, Instant now) {
    List<HapiLinks.Link> found = links.around(ring, PATHS, PART_OF);
    Set<String> next = new HashSet<>();
    found.stream()
        .filter(link -> link.path().equals(PART_OF))
        .forEach(link -> next.add(link.target()));
    found.stream()
        .filter(link -> !link.path().equals(PART_OF))
        .map(HapiLinks.Link::source)
        .distinct()
        .collect(Collectors.groupingBy(source -> source.substring(0, source.indexOf('/'))))
        .forEach(
            (type, references) ->
                stored(type, references)
                    .forEach(resource -> next.addAll(gained((Resource) resource, ring, now))));
    return next;
  }

  private List<IBaseResource> stored(String type, List<String> references) {
    TokenOrListParam ids = new TokenOrListParam();
    references.forEach(each -> ids.add(each.substring(each.indexOf('/') + 1)));
    SearchParameterMap query = SearchParameterMap.newSynchronous();
    query.add("_id", ids);
    return daos.get()
        .getResourceDao(type)
        .search(query, new SystemRequestDetails())
        .getAllResources();
  }

  private Set<String> gained(Resource resource, Set<String> ring, Instant now) {
    if (resource instanceof PractitionerRole role) {
      return role(role, ring, now);
    }
    Set<Member> members =
        SealedRecord.of(resource)
            .map(record -> record.attributes().members())
            .orElseGet(() -> Members.of(resource, zone));
    boolean member =
        members.stream()
            .anyMatch(each -> ring.contains(each.reference()) && each.period().contains(now));
    return member ? Set.of(literal(resource)) : Set.of();
  }

  private Set<String> role(PractitionerRole role, Set<String> ring, Instant now) {
    boolean active = !role.hasActive() || role.getActive();
    boolean holds = Spans.of(role.getPeriod(), zone).filter(span -> span.contains(now)).isPresent();
    if (!active || !holds || !ring.containsAll(literals(Stream.of(role.getPractitioner())))) {
      return Set.of();
    }
    Set<String> gained =
        literals(
            Stream.concat(Stream.of(role.getOrganization()), role.getHealthcareService().stream()));
    gained.add(literal(role));
    return gained;
  }

  private static Set<String> literals(Stream<Reference> references) {
    return references
        .map(Reference::getReferenceElement)
        .filter(id -> id.hasResourceType() && id.hasIdPart())
        .map(id -> id.getResourceType() + "/" + id.getIdPart())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static String literal(Resource resource) {
    return resource.fhirType() + "/" + resource.getIdElement().getIdPart();
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.consent.AccessRequest;
import org.fhirpre.consent.Action;
import org.fhirpre.consent.ConsentRule;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.egress.Access;
import org.fhirpre.interceptor.egress.AccessDecision;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.GrantStore.LiveGrant;
import org.fhirpre.interceptor.spi.Reader;

/**
 * Decides a page by the patients' Consents and by the grants that are live now: two queries a page.
 * Policy and key must both say yes.
 *
 * <p>Thread safety: called concurrently.
 */
public final class ConsentAccess implements AccessDecision {
  private static final String PATIENT = "Patient/";

  private final ActiveConsents consents;
  private final GrantStore grants;
  private final Clock clock;

  public ConsentAccess(ActiveConsents consents, GrantStore grants, Clock clock) {
    this.consents = consents;
    this.grants = grants;
    this.clock = clock;
  }

  @Override
  public List<Access> decide(Reader reader, List<SealedRecord> page) {
    if (page.isEmpty()) {
      return List.of();
    }
    Instant now = clock.instant();
    Page known = new Page(consents.of(patientIds(page)), live(reader, page, now), now);
    List<Access> decided = new ArrayList<>(page.size());
    for (SealedRecord sealed : page) {
      decided.add(decide(reader, sealed, known));
    }
    return decided;
  }

  /** What was read from the database for a whole page. */
  private record Page(
      ActiveConsents.Loaded consents, Map<SegmentId, VerifiedGrant> grants, Instant now) {}

  private static Access decide(Reader reader, SealedRecord sealed, Page page) {
    ResourceAttributes attributes = sealed.attributes();
    if (attributes.patients().equals(Set.of(reader.subject()))) {
      return new Access.Owner();
    }
    boolean permitted =
        ConsentRule.decide(
                page.consents().byPatient(),
                page.consents().blocked(),
                attributes,
                request(reader),
                page.now())
            .permitted();
    return permitted ? granted(sealed, page.grants()) : new Access.Withheld();
  }

  private static Access granted(SealedRecord sealed, Map<SegmentId, VerifiedGrant> grants) {
    List<VerifiedGrant> found =
        sealed.shares().stream()
            .flatMap(share -> Optional.ofNullable(grants.get(share.segment())).stream())
            .toList();
    boolean whole = !found.isEmpty() && found.size() == sealed.shares().size();
    return whole ? new Access.Granted(found) : new Access.Withheld();
  }

  private static AccessRequest request(Reader reader) {
    return new AccessRequest(
        reader.subject(), reader.identities(), reader.purposes(), Action.ACCESS, Set.of());
  }

  private static List<String> patientIds(List<SealedRecord> page) {
    return page.stream()
        .flatMap(stored -> stored.attributes().patients().stream())
        .filter(patient -> patient.startsWith(PATIENT))
        .map(patient -> patient.substring(PATIENT.length()))
        .distinct()
        .toList();
  }

  /** One grant a segment; to the reader's own key if there is one, else to a group's. */
  private Map<SegmentId, VerifiedGrant> live(Reader reader, List<SealedRecord> page, Instant now) {
    Set<SegmentId> segments =
        page.stream()
            .flatMap(stored -> stored.shares().stream())
            .map(SealedRecord.StoredShare::segment)
            .collect(Collectors.toSet());
    Set<String> grantees = new HashSet<>(reader.identities());
    grantees.add(reader.subject());
    Comparator<LiveGrant> ownFirst =
        Comparator.comparing((LiveGrant live) -> !live.grantee().equals(reader.subject()))
            .thenComparing(LiveGrant::grantee);
    return grants.find(segments, grantees, now).stream()
        .sorted(ownFirst)
        .collect(Collectors.toMap(LiveGrant::segment, LiveGrant::grant, (first, later) -> first));
  }
}

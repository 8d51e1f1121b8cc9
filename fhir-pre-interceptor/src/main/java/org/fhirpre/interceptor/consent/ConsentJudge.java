// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.consent.AccessRequest;
import org.fhirpre.consent.Action;
import org.fhirpre.consent.ConsentDecision;
import org.fhirpre.consent.ConsentRule;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.crypto.VerifiedGrant;
import org.fhirpre.interceptor.spi.GrantStore;
import org.fhirpre.interceptor.spi.GrantStore.LiveGrant;
import org.fhirpre.interceptor.spi.Reader;

/**
 * The one place where Consents decide: reads, writes and explanations ask here. The number of
 * queries does not depend on the number of resources.
 *
 * <p>Thread safety: called concurrently.
 */
public final class ConsentJudge {
  private static final String PATIENT = "Patient/";

  private final ActiveConsents consents;
  private final GrantStore grants;
  private final PageRelations relations;

  public ConsentJudge(ActiveConsents consents, GrantStore grants, PageRelations relations) {
    this.consents = consents;
    this.grants = grants;
    this.relations = relations;
  }

  /**
   * One resource.
   *
   * @param segments of its shares, in their order
   */
  record Question(ResourceAttributes attributes, List<SegmentId> segments) {}

  /** Who does what when. */
  record Asked(Reader reader, Action action, Instant at) {}

  /**
   * What policy says, and which keys there are.
   *
   * @param own whether every patient whom the resource names is the reader
   * @param grants one for each share, in their order; empty where none is live
   */
  record Verdict(ConsentDecision decision, boolean own, List<Optional<VerifiedGrant>> grants) {
    boolean keyed() {
      return own || (!grants.isEmpty() && grants.stream().allMatch(Optional::isPresent));
    }
  }

  /** What decides about these patients now; one query. */
  ActiveConsents.Loaded consents(Collection<String> patientIds) {
    return consents.of(patientIds);
  }

  /** One verdict a question, in order. */
  List<Verdict> judge(Asked asked, List<Question> page) {
    return judge(asked, page, consents(patientIds(page)));
  }

  /** The same by Consents that were loaded before, of all patients whom the page names. */
  List<Verdict> judge(Asked asked, List<Question> page, ActiveConsents.Loaded loaded) {
    Map<SegmentId, VerifiedGrant> live = live(asked, page);
    AccessRequest request = request(asked);
    List<ResourceAttributes> known =
        relations.of(page.stream().map(Question::attributes).toList(), loaded, request.residual());
    List<Verdict> verdicts = new ArrayList<>(page.size());
    for (int i = 0; i < page.size(); i++) {
      ConsentDecision decision =
          ConsentRule.decide(
              loaded.byPatient(), loaded.blocked(), known.get(i), request, asked.at());
      boolean own = known.get(i).patients().equals(Set.of(asked.reader().subject()));
      verdicts.add(new Verdict(decision, own, found(page.get(i), live)));
    }
    return verdicts;
  }

  private static List<Optional<VerifiedGrant>> found(
      Question question, Map<SegmentId, VerifiedGrant> live) {
    return question.segments().stream()
        .map(segment -> Optional.ofNullable(live.get(segment)))
        .toList();
  }

  static AccessRequest request(Asked asked) {
    Reader reader = asked.reader();
    return new AccessRequest(
        reader.subject(),
        reader.identities(),
        reader.purposes(),
        asked.action(),
        reader.circumstances().environments(),
        reader.circumstances().locations(),
        reader.circumstances().emergencies(),
        reader.circumstances().residual());
  }

  static List<String> patientIds(List<Question> page) {
    return page.stream()
        .flatMap(question -> question.attributes().patients().stream())
        .filter(patient -> patient.startsWith(PATIENT))
        .map(patient -> patient.substring(PATIENT.length()))
        .distinct()
        .toList();
  }

  /** One grant a segment; to the reader's own key if there is one, else to a group's. */
  private Map<SegmentId, VerifiedGrant> live(Asked asked, List<Question> page) {
    Set<SegmentId> segments =
        page.stream().flatMap(question -> question.segments().stream()).collect(Collectors.toSet());
    Reader reader = asked.reader();
    Set<String> grantees = new HashSet<>(reader.identities());
    grantees.add(reader.subject());
    Comparator<LiveGrant> ownFirst =
        Comparator.comparing((LiveGrant live) -> !live.grantee().equals(reader.subject()))
            .thenComparing(LiveGrant::grantee);
    return grants.find(segments, grantees, asked.at()).stream()
        .sorted(ownFirst)
        .collect(Collectors.toMap(LiveGrant::segment, LiveGrant::grant, (first, later) -> first));
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fhirpre.consent.Action;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.consent.PlanEntry;
import org.fhirpre.consent.ResidualWriter;
import org.fhirpre.crypto.SegmentId;
import org.fhirpre.interceptor.requester.Memberships;
import org.fhirpre.interceptor.spi.KeyDirectory;
import org.fhirpre.interceptor.spi.Reader;
import org.fhirpre.terminology.Label;
import org.hl7.fhir.r4.model.Parameters;

/** Asks the judge what a read would ask it, and tells what it said. */
public final class Explainer {
  private final ConsentJudge judge;
  private final GrantUpkeep upkeep;
  private final KeyDirectory keys;
  private final Memberships memberships;
  private final Clock clock;

  public Explainer(
      ConsentJudge judge,
      GrantUpkeep upkeep,
      KeyDirectory keys,
      Memberships memberships,
      Clock clock) {
    this.judge = judge;
    this.upkeep = upkeep;
    this.keys = keys;
    this.memberships = memberships;
    this.clock = clock;
  }

  /**
   * What is asked about.
   *
   * @param patient {@code Patient/x}
   * @param resource empty: everything of the patient
   */
  record Matter(
      String patient, Optional<ConsentJudge.Question> resource, Action action, Instant at) {
    String patientId() {
      return patient.substring("Patient/".length());
    }
  }

  Instant now() {
    return clock.instant();
  }

  /** Permit or deny, nothing else. */
  Parameters own(Reader reader, Optional<ConsentJudge.Question> resource) {
    ConsentJudge.Asked asked = new ConsentJudge.Asked(reader, Action.ACCESS, now());
    ConsentJudge.Question question = resource.orElseGet(ExplainedResources::nobodys);
    ConsentJudge.Verdict verdict = judge.judge(asked, List.of(question)).get(0);
    boolean permitted = resource.isPresent() && verdict.decision().permitted() && verdict.keyed();
    return ExplainAnswer.bare(permitted);
  }

  /** Everything about one reader; without a resource, what is left to him of the record. */
  Parameters access(Reader reader, Matter matter) {
    ConsentJudge.Asked asked = new ConsentJudge.Asked(reader, matter.action(), matter.at());
    List<ConsentJudge.Question> page = matter.resource().stream().toList();
    Set<String> patients = new HashSet<>(ConsentJudge.patientIds(page));
    patients.add(matter.patientId());
    ActiveConsents.Loaded loaded = judge.consents(patients);
    List<NormalConsent> consents = loaded.byPatient().getOrDefault(matter.patient(), List.of());
    List<Map<String, Object>> residual =
        ResidualWriter.rules(consents, ConsentJudge.request(asked), matter.at());
    ExplainAnswer answer = new ExplainAnswer(loaded, keys);
    if (page.isEmpty()) {
      boolean blocked = loaded.blocked().contains(matter.patient());
      return answer.rest(blocked ? ResidualWriter.nothing() : residual);
    }
    return answer.of(page.get(0), judge.judge(asked, page, loaded).get(0), residual);
  }

  /** Who can see it: holders of live grants to whom the Consents permit it for some purpose. */
  Parameters survey(Matter matter) {
    Books books = upkeep.books(matter.patientId(), matter.at());
    ActiveConsents.Loaded loaded = judge.consents(List.of(matter.patientId()));
    Map<String, List<PlanEntry>> live = new TreeMap<>();
    books.plan().entries().stream()
        .filter(entry -> books.stock().ids().contains(entry.id()))
        .filter(entry -> !matter.at().isBefore(entry.notBefore()))
        .filter(entry -> matter.at().isBefore(entry.notAfter()))
        .filter(entry -> concerns(matter, entry.segment().id()))
        .forEach(entry -> live.computeIfAbsent(entry.grantee(), x -> new ArrayList<>()).add(entry));
    List<ExplainAnswer.Grantee> grantees = new ArrayList<>();
    live.forEach(
        (actor, entries) ->
            permitted(actor, matter, loaded)
                .ifPresent(
                    purposes -> grantees.add(new ExplainAnswer.Grantee(actor, entries, purposes))));
    return ExplainAnswer.survey(grantees);
  }

  private static boolean concerns(Matter matter, SegmentId segment) {
    return matter.resource().isEmpty() || matter.resource().get().segments().contains(segment);
  }

  /** Purposes for which it is permitted, none if for any; empty if it is for none. */
  private Optional<Set<Label>> permitted(
      String actor, Matter matter, ActiveConsents.Loaded loaded) {
    Set<Label> stated =
        loaded.byPatient().getOrDefault(matter.patient(), List.of()).stream()
            .filter(consent -> consent.inForce(matter.at()))
            .flatMap(consent -> consent.permitsFor(actor, matter.at()).stream())
            .flatMap(node -> node.when().purposes().stream())
            .collect(Collectors.toSet());
    if (matter.resource().isEmpty()) {
      return Optional.of(stated);
    }
    Reader reader =
        new Reader(actor, memberships.of(Set.of(actor), matter.at()), Set.of(), Set.of());
    if (permits(reader, matter, loaded)) {
      return Optional.of(Set.of());
    }
    Set<Label> permitted =
        stated.stream()
            .filter(purpose -> permits(reader.askingFor(Set.of(purpose)), matter, loaded))
            .collect(Collectors.toSet());
    return permitted.isEmpty() ? Optional.empty() : Optional.of(permitted);
  }

  private boolean permits(Reader reader, Matter matter, ActiveConsents.Loaded known) {
    ConsentJudge.Asked asked = new ConsentJudge.Asked(reader, matter.action(), matter.at());
    List<ConsentJudge.Question> page = matter.resource().stream().toList();
    boolean others = ConsentJudge.patientIds(page).size() > 1;
    List<ConsentJudge.Verdict> verdicts =
        others ? judge.judge(asked, page) : judge.judge(asked, page, known);
    ConsentJudge.Verdict verdict = verdicts.get(0);
    return verdict.decision().permitted() && verdict.keyed();
  }
}

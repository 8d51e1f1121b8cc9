// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.jdbc.VersionRows.Version;
import org.fhirpre.interceptor.relabel.PlanPart.Ground;
import org.fhirpre.interceptor.relabel.PlanPart.Raise;
import org.fhirpre.interceptor.relabel.Tally.Count;
import org.fhirpre.terminology.LabelGround;
import org.fhirpre.terminology.Relabeler;
import org.fhirpre.terminology.Relabelling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what today's lists would make of stored versions. Changes nothing. Thread-safe. */
public final class RelabelPlanner {
  private static final Logger log = LoggerFactory.getLogger(RelabelPlanner.class);

  private final StoredPolicies policies;
  private final Relabeler relabeler;

  public RelabelPlanner(StoredPolicies policies, Relabeler relabeler) {
    this.policies = policies;
    this.relabeler = relabeler;
  }

  /** Names the lists that it judges by. */
  String edition() {
    return relabeler.edition();
  }

  PlanPart plan(List<Version> versions) {
    List<Raise> raises = new ArrayList<>();
    Tally tally = Tally.NOTHING;
    for (Version version : versions) {
      try {
        Optional<SealedRecord> record = policies.read(version.text());
        if (record.isPresent()) {
          tally = tally.plus(judge(version, record.get(), raises));
        }
      } catch (PreException altered) {
        log.error("stored body is unreadable code={}", altered.code());
        tally = tally.plus(unreadable());
      }
    }
    return new PlanPart(raises, tally);
  }

  /** Whether the record was written for the row that carries it. */
  static boolean isBound(Version version, SealedRecord record) {
    return record.type().equals(version.type())
        && record.id().equals(version.id())
        && record.version() == version.version();
  }

  private Tally judge(Version version, SealedRecord record, List<Raise> raises) {
    if (!isBound(version, record)) {
      return unreadable();
    }
    ResourceAttributes attributes = record.attributes();
    Relabelling judged =
        relabeler.judge(attributes.type(), attributes.labels(), attributes.codes());
    boolean raised = !judged.raised().isEmpty();
    if (raised) {
      raises.add(new Raise(version.row(), judged.raised().stream().map(Ground::of).toList()));
    }
    long current = version.current() ? 1 : 0;
    return new Tally(
        current,
        1 - current,
        0,
        raised ? current : 0,
        raised ? 1 - current : 0,
        counts(version, judged.raised()),
        counts(version, judged.lowered()),
        version.current() && !judged.judged() ? List.of(Count.of(version.type())) : List.of());
  }

  private static List<Count> counts(Version version, List<LabelGround> grounds) {
    return grounds.stream()
        .map(
            ground ->
                new Count(
                    version.type(),
                    ground.label().system(),
                    ground.label().code(),
                    ground.rule(),
                    1))
        .toList();
  }

  private static Tally unreadable() {
    return new Tally(0, 0, 1, 0, 0, List.of(), List.of(), List.of());
  }
}

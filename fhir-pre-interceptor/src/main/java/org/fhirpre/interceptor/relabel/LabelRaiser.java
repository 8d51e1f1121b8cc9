// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.relabel;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fhirpre.consent.ResourceAttributes;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.body.SealingFacts;
import org.fhirpre.interceptor.body.StoredPolicies;
import org.fhirpre.interceptor.index.RaisedIndex;
import org.fhirpre.interceptor.jdbc.PendingStore;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.jdbc.VersionRows;
import org.fhirpre.interceptor.jdbc.VersionRows.Version;
import org.fhirpre.interceptor.relabel.PlanPart.Raise;
import org.fhirpre.terminology.Labels;
import org.fhirpre.terminology.Protection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one stored version the labels that a plan said, in one transaction: policy, index and the
 * mark that its capsules still lie where they lay. May be repeated. Thread-safe.
 */
public final class LabelRaiser {
  private static final Logger log = LoggerFactory.getLogger(LabelRaiser.class);
  private static final String PATIENT = "Patient/";

  private final VersionRows rows;
  private final StoredPolicies policies;
  private final RaisedIndex index;
  private final PendingStore pending;
  private final Transactions transactions;

  public LabelRaiser(
      VersionRows rows,
      StoredPolicies policies,
      RaisedIndex index,
      PendingStore pending,
      Transactions transactions) {
    this.rows = rows;
    this.policies = policies;
    this.index = index;
    this.pending = pending;
    this.transactions = transactions;
  }

  void apply(Raise raise) {
    transactions.run(() -> rows.lock(raise.row()).ifPresent(version -> raise(version, raise)));
  }

  private void raise(Version version, Raise raise) {
    Optional<SealedRecord> before = readable(version);
    if (before.isEmpty()) {
      return;
    }
    String text = policies.raised(version.text(), raise.labelGrounds());
    SealedRecord after = policies.read(text).orElseThrow();
    if (after.attributes().labels().equals(before.get().attributes().labels())) {
      return;
    }
    rows.setText(version.row(), text);
    if (version.current()) {
      follow(version, before.get().attributes(), after);
    }
  }

  private void follow(Version version, ResourceAttributes before, SealedRecord after) {
    if (!isSensitive(before.labels()) && isSensitive(after.attributes().labels())) {
      index.raise(after.attributes(), version.resource());
    }
    if (after.relabelled()) {
      pending.add(version.type() + "/" + version.id(), patientIds(after.attributes()));
    }
  }

  private Optional<SealedRecord> readable(Version version) {
    try {
      return policies
          .read(version.text())
          .filter(record -> RelabelPlanner.isBound(version, record));
    } catch (PreException altered) {
      log.error("stored body is unreadable code={}", altered.code());
      return Optional.empty();
    }
  }

  private static boolean isSensitive(Labels labels) {
    return new SealingFacts(Protection.PATIENT_SEALED, labels).sensitive();
  }

  static Set<String> patientIds(ResourceAttributes attributes) {
    return attributes.patients().stream()
        .filter(patient -> patient.startsWith(PATIENT))
        .map(patient -> patient.substring(PATIENT.length()))
        .collect(Collectors.toSet());
  }
}

// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.Outbox;
import org.fhirpre.interceptor.jdbc.PatientStore;
import org.fhirpre.interceptor.jdbc.SubjectKey;
import org.fhirpre.interceptor.jdbc.Transactions;
import org.fhirpre.interceptor.keys.ReceivingKeyListener;
import org.fhirpre.interceptor.keys.TouchedPatients;
import org.fhirpre.interceptor.spi.GrantStore;

/**
 * A grantee has a new key: grants to the old one go, and patients who wait for a key, or had
 * granted to the old one, are due.
 */
public final class KeyChangeUpkeep implements ReceivingKeyListener {
  private final GrantStore grants;
  private final ConsentStore consents;
  private final PatientStore patients;
  private final Outbox outbox;
  private final Transactions transactions;
  private final Clock clock;

  public KeyChangeUpkeep(GrantUpkeep.Tables tables, Transactions transactions, Clock clock) {
    this.grants = tables.grants();
    this.consents = tables.consents();
    this.patients = tables.patients();
    this.outbox = tables.outbox();
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void registered(SubjectKey key, Optional<SubjectKey> replaced) {
    Set<String> affected = new TreeSet<>(consents.unfinishedPatients());
    replaced.ifPresent(old -> affected.addAll(grants.patientsGranting(old.key())));
    Instant now = clock.instant();
    for (String patientId : affected) {
      patients.lock(patientId);
      replaced.ifPresent(old -> deleteGrants(patientId, old));
      outbox.enqueue(patientId, now);
      TouchedPatients.of(transactions).add(patientId);
    }
  }

  private void deleteGrants(String patientId, SubjectKey old) {
    grants.delete(
        grants.ofPatient(patientId).stream()
            .filter(grant -> grant.granteeKey().equals(old.key()))
            .map(GrantStore.Grant::entry)
            .toList());
  }
}

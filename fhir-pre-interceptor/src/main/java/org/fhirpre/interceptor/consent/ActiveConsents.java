// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fhirpre.consent.NormalConsent;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.jdbc.BoundedCache;
import org.fhirpre.interceptor.jdbc.ConsentRow;
import org.fhirpre.interceptor.jdbc.ConsentStore;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consents that take part in decisions, opened. Rows are read at every call; what is remembered is
 * what a sealed text says.
 *
 * <p>Thread safety: called concurrently.
 */
public final class ActiveConsents {
  private static final Logger log = LoggerFactory.getLogger(ActiveConsents.class);
  private static final int REMEMBERED = 20_000;

  private final ConsentStore consents;
  private final BoundedCache<String, NormalConsent> opened = new BoundedCache<>(REMEMBERED);

  public ActiveConsents(ConsentStore consents) {
    this.consents = consents;
  }

  /**
   * @param byPatient by {@code Patient/x}
   * @param blocked patients with a Consent that forbids and could not be mapped, or was altered
   */
  record Loaded(Map<String, List<NormalConsent>> byPatient, Set<String> blocked) {}

  /** One query. */
  Loaded of(Collection<String> patientIds) {
    Map<String, List<NormalConsent>> byPatient = new HashMap<>();
    Set<String> blocked = new HashSet<>();
    for (ConsentRow row : consents.deciding(patientIds)) {
      String patient = "Patient/" + row.patientId().orElseThrow();
      if (row.state() != EnforcementState.REJECTED) {
        try {
          byPatient.computeIfAbsent(patient, first -> new ArrayList<>()).add(normal(row));
        } catch (PreException altered) {
          // It may have been a denial. Other patients' records on the page are not concerned.
          log.error("stored consent was altered code={}", altered.code());
          blocked.add(patient);
        }
      } else if (row.forbids()) {
        blocked.add(patient);
      }
    }
    return new Loaded(byPatient, blocked);
  }

  /** The normal form of an active Consent. */
  NormalConsent normal(ConsentRow row) {
    String digest = row.body().digest();
    return opened
        .find(digest)
        .orElseGet(
            () -> {
              NormalConsent normal =
                  ConsentCodec.read(row.body().open()).normal().stream()
                      .findFirst()
                      .orElseThrow(
                          () -> new IllegalStateException("an active Consent has no normal form"));
              opened.put(digest, normal);
              return normal;
            });
  }
}

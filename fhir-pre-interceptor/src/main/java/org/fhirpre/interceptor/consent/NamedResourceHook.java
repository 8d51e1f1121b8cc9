// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.consent;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.util.List;
import org.fhirpre.interceptor.body.SealedRecord;
import org.fhirpre.interceptor.keys.KeyStores;
import org.fhirpre.interceptor.keys.TouchedPatients;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/**
 * A new version may lie in other segments than the one before. If a Consent permits that resource
 * by name, its patients' grants are due, since their plan follows the resource.
 */
@Interceptor
public final class NamedResourceHook {
  private static final String PATIENT = "Patient/";

  private final KeyStores stores;
  private final ActiveConsents active;
  private final Clock clock;

  public NamedResourceHook(KeyStores stores, ActiveConsents active, Clock clock) {
    this.stores = stores;
    this.active = active;
    this.clock = clock;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(
      @Nullable IBaseResource before, IBaseResource resource, @Nullable RequestDetails request) {
    if (before == null || request == null) {
      return;
    }
    String reference = resource.fhirType() + "/" + resource.getIdElement().getIdPart();
    List<String> patients =
        SealedRecord.of(before).stream()
            .flatMap(record -> record.attributes().patients().stream())
            .filter(patient -> patient.startsWith(PATIENT))
            .map(patient -> patient.substring(PATIENT.length()))
            .toList();
    if (patients.isEmpty()) {
      return;
    }
    stores.consents().deciding(patients).stream()
        .filter(row -> row.state().active())
        .filter(row -> active.normal(row).namedResources().contains(reference))
        .flatMap(row -> row.patientId().stream())
        .distinct()
        .forEach(patientId -> makeDue(patientId, request));
  }

  private void makeDue(String patientId, RequestDetails request) {
    stores.patients().lock(patientId);
    stores.outbox().enqueue(patientId, clock.instant());
    TouchedPatients.of(request).add(patientId);
  }
}

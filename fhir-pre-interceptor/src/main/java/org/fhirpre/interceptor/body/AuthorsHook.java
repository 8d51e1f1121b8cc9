// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceAgentComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/**
 * Whom a Provenance in a transaction names as author counts as an author of the entries that it is
 * about, for Consents that ask who wrote something. A Provenance that comes later does not: who
 * wrote a version is sealed with it.
 */
@Interceptor(order = HookOrder.GUARD)
public final class AuthorsHook {
  private static final String KEY = AuthorsHook.class.getName();
  private static final List<String> AUTHOR =
      List.of(
          "http://terminology.hl7.org/CodeSystem/provenance-participant-type|author",
          "http://terminology.hl7.org/CodeSystem/v3-ParticipationType|AUT");

  @Hook(Pointcut.STORAGE_TRANSACTION_PROCESSING)
  public void tell(IBaseBundle submitted) {
    if (submitted instanceof Bundle bundle && bundle.getType() == BundleType.TRANSACTION) {
      List<Provenance> told =
          bundle.getEntry().stream()
              .map(BundleEntryComponent::getResource)
              .filter(Provenance.class::isInstance)
              .map(Provenance.class::cast)
              .toList();
      if (!told.isEmpty()) {
        tell(told, byReference(bundle));
      }
    }
  }

  /** References as they are when it is asked: HAPI replaces those to entries by and by. */
  static Stream<Reference> authors(Resource resource) {
    return resource.getUserData(KEY) instanceof Told told
        ? told.authors().stream()
        : Stream.empty();
  }

  private record Told(List<Reference> authors) {}

  private static void tell(List<Provenance> told, Map<String, Resource> entries) {
    IdentityHashMap<Resource, List<Reference>> authors = new IdentityHashMap<>();
    for (Provenance provenance : told) {
      List<Reference> named =
          provenance.getAgent().stream()
              .filter(AuthorsHook::isAuthor)
              .map(ProvenanceAgentComponent::getWho)
              .toList();
      for (Reference target : provenance.getTarget()) {
        Resource entry = entries.get(target.getReference());
        if (entry != null) {
          authors.computeIfAbsent(entry, first -> new ArrayList<>()).addAll(named);
        }
      }
    }
    authors.forEach((entry, named) -> entry.setUserData(KEY, new Told(named)));
  }

  private static Map<String, Resource> byReference(Bundle bundle) {
    Map<String, Resource> entries = new HashMap<>();
    for (BundleEntryComponent entry : bundle.getEntry()) {
      Resource resource = entry.getResource();
      if (resource != null) {
        if (entry.hasFullUrl()) {
          entries.put(entry.getFullUrl(), resource);
        }
        entries.put(resource.fhirType() + "/" + resource.getIdElement().getIdPart(), resource);
      }
    }
    return entries;
  }

  private static boolean isAuthor(ProvenanceAgentComponent agent) {
    return agent.getType().getCoding().stream()
        .anyMatch(coding -> AUTHOR.contains(coding.getSystem() + "|" + coding.getCode()));
  }
}

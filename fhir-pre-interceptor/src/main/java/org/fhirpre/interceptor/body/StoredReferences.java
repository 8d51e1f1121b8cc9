// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.body;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.util.FhirTerser;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.fhirpre.crypto.PreException;
import org.fhirpre.interceptor.jdbc.HapiLinks;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Reference;

/**
 * What stored resources refer to: sealed ones by their authenticated attributes, clear ones by
 * HAPI's links. Two queries, however many are asked for. Thread-safe.
 */
public final class StoredReferences {
  private final BodyStore bodies;
  private final HapiLinks links;
  private final FhirTerser terser;

  public StoredReferences(FhirContext fhir, BodyStore bodies, HapiLinks links) {
    this.bodies = bodies;
    this.links = links;
    this.terser = fhir.newTerser();
  }

  /**
   * @param resources literal references, without version; what does not exist is left out
   * @throws PreException.OpenFailed if one was altered: what it refers to would be a guess
   */
  public Map<String, Set<String>> of(Collection<String> resources) {
    Map<String, Set<String>> found = new HashMap<>();
    for (HapiLinks.Stored stored : links.sealed(resources)) {
      found.put(stored.reference(), references(stored));
    }
    Set<String> clear = new HashSet<>(resources);
    clear.removeAll(found.keySet());
    if (!clear.isEmpty()) {
      links
          .from(clear)
          .forEach(
              link ->
                  found
                      .computeIfAbsent(link.source(), first -> new HashSet<>())
                      .add(link.target()));
    }
    return found;
  }

  private IBaseResource opened(HapiLinks.Stored stored) {
    // HAPI keeps an address with the name of its provider before it.
    String text = stored.text();
    boolean ours = text.startsWith(Address.ROW_PREFIX);
    IBaseResource resource =
        bodies.fetchResource(ours ? text.substring(Address.ROW_PREFIX.length()) : "");
    if (Unreadable.is(resource)) {
      throw new PreException.OpenFailed();
    }
    return resource;
  }

  private Set<String> references(HapiLinks.Stored stored) {
    IBaseResource resource = opened(stored);
    return SealedRecord.of(resource)
        .map(record -> record.attributes().references())
        .orElseGet(() -> literals(resource));
  }

  private Set<String> literals(IBaseResource resource) {
    Set<String> literals = new HashSet<>();
    terser.getAllPopulatedChildElementsOfType(resource, Reference.class).stream()
        .flatMap(reference -> PolicyAttributes.literal(reference).stream())
        .forEach(literals::add);
    return literals;
  }
}

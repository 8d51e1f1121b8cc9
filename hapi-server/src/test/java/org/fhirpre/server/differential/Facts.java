// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.server.differential;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.fhirpre.server.deployment.Deployment;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;

/**
 * What the test knows of the records: their values, by HAPI's own extractor on the plain server,
 * and which of them are sensitive, by {@link Sensitive}.
 */
final class Facts {
  private final Map<String, Fact> facts = new TreeMap<>();
  private final Set<String> sensitive;

  private Facts(Collection<Fact> known) {
    known.forEach(fact -> facts.put(fact.id(), fact));
    Sensitive codes = Sensitive.known();
    this.sensitive =
        known.stream()
            .filter(fact -> codes.isSensitive(fact.resource(), this::resource))
            .map(Fact::id)
            .collect(Collectors.toSet());
  }

  static Facts of(Deployment plain, Corpus corpus) {
    DaoRegistry daos = plain.bean(DaoRegistry.class);
    Extraction extraction = Extraction.of(plain);
    List<Fact> known = new ArrayList<>();
    for (String id : corpus.ids()) {
      IdType literal = new IdType(id);
      IBaseResource resource =
          daos.getResourceDao(literal.getResourceType()).read(literal, new SystemRequestDetails());
      known.add(extraction.of((Resource) resource));
    }
    return new Facts(known);
  }

  Optional<Fact> find(String id) {
    return Optional.ofNullable(facts.get(id));
  }

  List<Fact> ofType(String type) {
    return facts.values().stream().filter(fact -> fact.type().equals(type)).toList();
  }

  Set<String> types() {
    return facts.values().stream().map(Fact::type).collect(Collectors.toCollection(TreeSet::new));
  }

  boolean isSensitive(String id) {
    return sensitive.contains(id);
  }

  int sensitiveOnes() {
    return sensitive.size();
  }

  private Optional<Resource> resource(String id) {
    return find(id).map(Fact::resource);
  }
}

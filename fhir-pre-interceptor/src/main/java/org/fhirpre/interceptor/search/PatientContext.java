// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.search;

import ca.uhn.fhir.context.RuntimeSearchParam;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.model.api.IQueryParameterType;
import ca.uhn.fhir.rest.param.CompositeParam;
import ca.uhn.fhir.rest.param.HasParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.server.util.ISearchParamRegistry;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.fhirpre.interceptor.index.Indexing;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.hl7.fhir.r4.model.IdType;

/** Which patients a search names at its top level: literal references and {@code _id}. */
public final class PatientContext {
  private static final int MAX_PATIENTS = 8;
  private static final String PATIENT = "Patient";
  private static final String LINKED_PATIENTS =
      """
      SELECT DISTINCT p.FHIR_ID FROM HFJ_RESOURCE s
      JOIN HFJ_RES_LINK l ON l.SRC_RESOURCE_ID = s.RES_ID
      JOIN HFJ_RESOURCE p ON p.RES_ID = l.TARGET_RESOURCE_ID
      WHERE s.RES_TYPE = ?1 AND s.FHIR_ID IN (?2) AND p.RES_TYPE = 'Patient'
      """;

  private final Supplier<ISearchParamRegistry> params;
  private final Supplier<EntityManager> entities;

  public PatientContext(Supplier<ISearchParamRegistry> params, Supplier<EntityManager> entities) {
    this.params = params;
    this.entities = entities;
  }

  SearchScope of(String type, SearchParameterMap search) {
    Set<String> values = new HashSet<>();
    values(search).forEach(values::add);
    Set<String> literal = literal(type, search);
    Set<String> ids = ids(search);
    return new SearchScope(
        type, () -> limited(named(type, literal, ids)), reach(type, search), values);
  }

  /**
   * One condition that only patients meet is enough: all of a search's must be met. The parameter
   * must be one of those that say whom a resource names.
   */
  private SearchScope.Reach reach(String type, SearchParameterMap search) {
    return search.keySet().stream().anyMatch(param -> mustNamePatient(type, param, search))
        ? SearchScope.Reach.OF_PATIENTS
        : SearchScope.Reach.ALL;
  }

  private boolean mustNamePatient(String type, String param, SearchParameterMap search) {
    return active(type, param)
        .filter(known -> membership(known).contains(PATIENT))
        .filter(known -> search.get(param).stream().anyMatch(ors -> patientsOnly(known, ors)))
        .isPresent();
  }

  private static Set<String> membership(RuntimeSearchParam param) {
    return Objects.requireNonNullElse(param.getProvidesMembershipInCompartments(), Set.of());
  }

  private static boolean patientsOnly(RuntimeSearchParam param, List<IQueryParameterType> ors) {
    boolean typed = param.getTargets().size() > 1;
    return !ors.isEmpty()
        && ors.stream()
            .allMatch(
                value ->
                    patient(value).isPresent()
                        && (!typed || ((ReferenceParam) value).hasResourceType()));
  }

  private Set<String> named(String type, Set<String> literal, Set<String> ids) {
    Set<String> patients = new TreeSet<>(literal);
    if (type.equals(PATIENT)) {
      patients.addAll(ids);
    } else if (!ids.isEmpty() && Indexing.of(type).blind()) {
      patients.addAll(linked(type, ids));
    }
    return patients;
  }

  private Set<String> linked(String type, Set<String> ids) {
    if (ids.size() > MAX_PATIENTS) {
      throw Refusal.TOO_COSTLY.of(IAnyResource.SP_RES_ID);
    }
    List<?> found =
        entities
            .get()
            .createNativeQuery(LINKED_PATIENTS)
            .setParameter(1, type)
            .setParameter(2, ids)
            .getResultList();
    Set<String> patients = new TreeSet<>();
    found.forEach(id -> patients.add((String) id));
    return patients;
  }

  private static Set<String> limited(Set<String> patients) {
    if (patients.size() > MAX_PATIENTS) {
      throw Refusal.TOO_COSTLY.of("patient");
    }
    return patients;
  }

  private Set<String> literal(String type, SearchParameterMap search) {
    Set<String> patients = new TreeSet<>();
    for (String param : search.keySet()) {
      if (mayNamePatient(type, param)) {
        all(search.get(param)).flatMap(value -> patient(value).stream()).forEach(patients::add);
      }
    }
    return patients;
  }

  private boolean mayNamePatient(String type, String param) {
    return active(type, param)
        .filter(known -> known.hasTargets() && known.getTargets().contains(PATIENT))
        .isPresent();
  }

  private Optional<RuntimeSearchParam> active(String type, String param) {
    return Optional.ofNullable(
        params
            .get()
            .getActiveSearchParam(
                type, param, ISearchParamRegistry.SearchParamLookupContextEnum.SEARCH));
  }

  private static Optional<String> patient(IQueryParameterType value) {
    if (!(value instanceof ReferenceParam reference) || reference.hasChain()) {
      return Optional.empty();
    }
    boolean other = reference.hasResourceType() && !reference.getResourceType().equals(PATIENT);
    return other ? Optional.empty() : Optional.ofNullable(reference.getIdPart());
  }

  private static Set<String> ids(SearchParameterMap search) {
    List<List<IQueryParameterType>> given = search.get(IAnyResource.SP_RES_ID);
    Set<String> ids = new TreeSet<>();
    if (given != null) {
      all(given)
          .map(value -> new IdType(value.getValueAsQueryToken()).getIdPart())
          .filter(id -> id != null)
          .forEach(ids::add);
    }
    return ids;
  }

  /** Values of the search's own parameters; a composite's parts are values of their own. */
  private static Stream<String> values(SearchParameterMap search) {
    return search.values().stream()
        .flatMap(PatientContext::all)
        .filter(value -> value.getMissing() == null)
        .flatMap(
            value ->
                value instanceof CompositeParam<?, ?> composite
                    ? Stream.of(composite.getLeftValue(), composite.getRightValue())
                    : Stream.of(value))
        .filter(value -> !(value instanceof ReferenceParam) && !(value instanceof HasParam))
        .map(IQueryParameterType::getValueAsQueryToken)
        .filter(token -> token != null);
  }

  private static Stream<IQueryParameterType> all(Collection<List<IQueryParameterType>> andOfOrs) {
    return andOfOrs.stream().flatMap(List::stream);
  }
}

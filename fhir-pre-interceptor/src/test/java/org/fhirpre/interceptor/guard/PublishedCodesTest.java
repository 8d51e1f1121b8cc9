// SPDX-License-Identifier: Apache-2.0
package org.fhirpre.interceptor.guard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OperationParam;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fhirpre.interceptor.consent.ConsentOperations;
import org.fhirpre.interceptor.consent.ExplainOperation;
import org.fhirpre.interceptor.consent.FileOperation;
import org.fhirpre.interceptor.consent.GrantPlanOperations;
import org.fhirpre.interceptor.consent.RekeyOperation;
import org.fhirpre.interceptor.consent.RepresentativeOperations;
import org.fhirpre.interceptor.emergency.BreakGlassOperation;
import org.fhirpre.interceptor.jdbc.EnforcementState;
import org.fhirpre.interceptor.keys.EnrolOperation;
import org.fhirpre.interceptor.keys.KeyOperations;
import org.fhirpre.interceptor.relabel.PendingOperation;
import org.fhirpre.interceptor.relabel.RelabelOperation;
import org.fhirpre.interceptor.search.ContextFreeHook;
import org.fhirpre.interceptor.search.Refusal;
import org.fhirpre.terminology.TerminologyPackage;
import org.fhirpre.terminology.Vocabulary;
import org.hl7.fhir.r4.model.OperationDefinition;
import org.hl7.fhir.r4.model.OperationDefinition.OperationParameterUse;
import org.junit.jupiter.api.Test;

/** What the FHIR package publishes about codes and operations is what this module does. */
class PublishedCodesTest {
  private static final List<Class<?>> PROVIDERS =
      List.of(
          BreakGlassOperation.class,
          ConsentOperations.class,
          ExplainOperation.class,
          FileOperation.class,
          GrantPlanOperations.class,
          RekeyOperation.class,
          RepresentativeOperations.class,
          KeyOperations.class,
          EnrolOperation.class,
          RelabelOperation.class,
          PendingOperation.class);

  @Test
  void enforcement_states_and_search_refusals_are_those_of_the_package() {
    assertThat(Vocabulary.concepts("enforcement-state").keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EnforcementState.values()).map(EnforcementState::code).toList());
    assertThat(Vocabulary.concepts("search-outcome").keySet())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Arrays.stream(Refusal.values()).map(Refusal::code),
                    Stream.of(ContextFreeHook.CODE))
                .toList());
  }

  @Test
  void every_operation_is_defined_and_every_definition_is_served() {
    Map<String, Set<String>> served = new TreeMap<>();
    operations()
        .forEach(
            method ->
                served
                    .computeIfAbsent(key(method), name -> new TreeSet<>())
                    .addAll(parameters(method)));
    Map<String, Set<String>> defined = new TreeMap<>();
    for (OperationDefinition definition : definitions()) {
      Set<String> in =
          defined.computeIfAbsent(
              (definition.getAffectsState() ? "write " : "read ") + definition.getCode(),
              name -> new TreeSet<>());
      definition.getParameter().stream()
          .filter(parameter -> parameter.getUse() == OperationParameterUse.IN)
          .forEach(parameter -> in.add(parameter.getName()));
    }
    assertThat(served).isEqualTo(defined);
  }

  private static Stream<Method> operations() {
    return PROVIDERS.stream()
        .flatMap(provider -> Arrays.stream(provider.getMethods()))
        .filter(method -> method.isAnnotationPresent(Operation.class));
  }

  private static String key(Method method) {
    Operation operation = method.getAnnotation(Operation.class);
    return (operation.idempotent() ? "read " : "write ") + operation.name().substring(1);
  }

  private static Set<String> parameters(Method method) {
    Set<String> names = new TreeSet<>();
    for (Parameter parameter : method.getParameters()) {
      OperationParam named = parameter.getAnnotation(OperationParam.class);
      if (named != null) {
        names.add(named.name());
      }
    }
    return names;
  }

  private static List<OperationDefinition> definitions() {
    FhirContext fhir = FhirContext.forR4Cached();
    return TerminologyPackage.files().entrySet().stream()
        .filter(file -> file.getKey().startsWith("package/OperationDefinition-"))
        .map(file -> new String(file.getValue(), UTF_8))
        .map(json -> fhir.newJsonParser().parseResource(OperationDefinition.class, json))
        .toList();
  }
}
